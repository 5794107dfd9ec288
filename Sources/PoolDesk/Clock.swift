import Glibc

/// The machine's clock.
enum Clock {
    /// Minutes that the machine's time is ahead of UTC.
    static var offset: Int16 {
        var now = time(nil)
        var local = unsafe tm()
        guard unsafe localtime_r(&now, &local) != nil else { return 0 }
        return unsafe Int16(clamping: local.tm_gmtoff / 60)
    }
}
