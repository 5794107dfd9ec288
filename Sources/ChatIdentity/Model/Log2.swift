import Glibc

/// Two to the power of `x`.
func exp2(_ x: Double) -> Double { Glibc.exp2(x) }

/// The binary logarithm.
func log2(_ x: Double) -> Double { Glibc.log2(x) }
