import Glibc

/// How many files the process may have open at once.
enum FileHandles {
    /// A pool, an input, an output, and the queue of events that libdispatch traps without, with room for the system's own.
    static let least = 32

    /// Whether there are enough; a limit that is lower for no more than convenience is raised first.
    static var areEnough: Bool {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return true }
        if limit.rlim_cur >= rlim_t(least) { return true }
        limit.rlim_cur = min(limit.rlim_max, 1024)
        return unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 && limit.rlim_cur >= rlim_t(least)
    }
}
