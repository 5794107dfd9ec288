import Testing
@testable import PoolDesk
