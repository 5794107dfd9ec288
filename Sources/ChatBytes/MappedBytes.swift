import ChatModel
import Glibc

/// The bytes of one input in memory without being read into it: a mapped file, or a buffer.
///
/// Pages that have been read can be given back with `discard(upTo:)`, so that a file of many gigabytes needs a few megabytes.
@safe final class MappedBytes: @unchecked Sendable {
    let buffer: UnsafeRawBufferPointer
    private let isMapped: Bool
    private let discarded = UnsafeMutablePointer<Int>.allocate(capacity: 1)

    /// Maps the file behind a descriptor, which may be closed afterwards.
    init(descriptor: Int32, path: String) throws(ImportError) {
        unsafe discarded.initialize(to: 0)
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw MappedBytes.failure(path) }
        let size = Int(status.st_size)
        guard size > 0 else {
            unsafe buffer = UnsafeRawBufferPointer(start: nil, count: 0)
            isMapped = false
            return
        }
        guard let base = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), unsafe base != MAP_FAILED else { throw MappedBytes.failure(path) }
        unsafe madvise(base, size, MADV_SEQUENTIAL)
        unsafe buffer = UnsafeRawBufferPointer(start: base, count: size)
        isMapped = true
    }

    /// Copies a buffer.
    init(_ bytes: [UInt8]) {
        unsafe discarded.initialize(to: 0)
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        unsafe copy.copyBytes(from: bytes)
        unsafe buffer = UnsafeRawBufferPointer(copy)
        isMapped = false
    }

    deinit {
        if isMapped, let base = unsafe buffer.baseAddress {
            unsafe munmap(UnsafeMutableRawPointer(mutating: base), buffer.count)
        } else {
            unsafe buffer.deallocate()
        }
        unsafe discarded.deallocate()
    }

    /// Gives the pages before an offset back to the system; reading them again brings them back from the file.
    ///
    /// Works in steps of 4 MiB, so that calling it per batch costs nothing.
    func discard(upTo offset: Int) {
        let step = 4 << 20
        let end = unsafe min(offset, buffer.count) / step * step
        guard isMapped, unsafe end > discarded.pointee, let base = unsafe buffer.baseAddress else { return }
        let start = unsafe discarded.pointee
        unsafe madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
        unsafe discarded.pointee = end
    }

    /// Starts the giving back anew, for a second pass over the bytes.
    func rewind() {
        if isMapped, let base = unsafe buffer.baseAddress {
            unsafe madvise(UnsafeMutableRawPointer(mutating: base), buffer.count, MADV_DONTNEED)
        }
        unsafe discarded.pointee = 0
    }

    private static func failure(_ path: String) -> ImportError {
        ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: path), systemError: errno)
    }
}

/// The system's words for an errno.
public func systemErrorText(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
}
