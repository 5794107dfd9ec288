import Testing

@testable import ChatIdentity

@Suite struct ComparisonTests {
    /// The level of two names in both directions.
    private func level(_ a: String, _ b: String) -> [UInt8] {
        var builder = RecordTableBuilder()
        for text in [a, b] { builder.add(RawRecord(record(text, name: text))) }
        let table = builder.table
        return [NameComparison.level(table.rows[0], table.rows[1], table.pool), NameComparison.level(table.rows[1], table.rows[0], table.pool)]
    }

    @Test(arguments: [
        ("王晓雯", "王小雯", NameComparison.samePinyin), ("王晓雯", "王女士", NameComparison.sameSurname), ("王晓雯", "李女士", NameComparison.surnameDiffers),
        ("王晓雯", "晓雯", NameComparison.sameGiven), ("王晓雯", "王雯", NameComparison.lostCharacter), ("王晓雯", "王晓宁", NameComparison.oneCharacterDiffers),
        ("王晓雯", "王子墨", NameComparison.sameSurnameOtherGiven), ("王晓雯", "李子墨", NameComparison.differs), ("王女士", "王先生", NameComparison.genderDiffers),
        ("王女士", "王老师", NameComparison.sameHonorific), ("王晓雯", "小王", NameComparison.alias), ("王晓雯", "阿雯", NameComparison.alias),
        ("王晓雯", "小李", NameComparison.aliasDiffers), ("王晓雯", "", NameComparison.null), ("王女士", "晓雯", NameComparison.null),
        ("李思远", "Li Siyuan", NameComparison.samePinyin), ("李思远", "Siyuan Li", NameComparison.samePinyin), ("李思远", "LEE Sze Yuen", NameComparison.samePinyin),
        ("陳美玲", "CHAN Mei Ling", NameComparison.samePinyin), ("陈美玲", "Tan Mei Ling", NameComparison.samePinyin), ("李思远", "Wang Siyuan", NameComparison.differs),
        ("陈美玲", "Maggie Chan", NameComparison.sameSurname), ("陈美玲", "Emily Carter", NameComparison.null), ("吴敏", "吴*", NameComparison.sameSurname),
        ("张三1", "张三2", NameComparison.sameSurnameOtherGiven), ("Oliver Hughes", "Olivre Hughes", NameComparison.nearSpelling),
        ("Oliver Hughes", "Hughes", NameComparison.sameGiven),
        ("Oliver Hughes", "Grace Hughes", NameComparison.sameSurnameOtherGiven),
    ])
    func `Two names reach the level that says how they agree`(a: String, b: String, level: UInt8) {
        #expect(self.level(a, b) == [level, level])
    }

    @Test func `Comparing is symmetric and packs into distinct codes`() {
        let seed: UInt64 = 11
        var builder = RecordTableBuilder()
        for one in invented(people: 60, seed: seed).records { builder.add(RawRecord(one)) }
        let table = builder.table
        for i in table.rows.indices {
            for j in 0..<i {
                let code = LevelVector.code(table.rows[i], table.rows[j], table.pool)
                #expect(code == LevelVector.code(table.rows[j], table.rows[i], table.pool), "seed \(seed)")
                let l = LevelVector.levels(code).map(UInt8.init)
                #expect(LevelVector.pack(l[0], l[1], l[2], l[3], l[4], l[5]) == code)
            }
        }
    }

    @Test func `Every level has a name and the built-in model knows the classes' probabilities`() {
        #expect(zip(LevelVector.levelNames, LevelVector.levelCounts).allSatisfy { $0.count == $1 })
        for q in 0..<PairClass.learned {
            for field in LevelVector.levelCounts.indices {
                #expect(ModelPriors.shared.levels[q][field].reduce(0, +) > 0.5, "class \(q) field \(field)")
            }
        }
    }

    @Test func `One digit off is found only where a single digit differs`() {
        func level(_ a: UInt64, _ b: UInt64) -> UInt8 {
            var (x, y) = (Row(), Row())
            (x.phone, x.phoneKind, y.phone, y.phoneKind) = (a, .mobile, b, .mobile)
            return PhoneComparison.level(x, y)
        }
        #expect(level(13_800_001_999, 13_800_001_899) == PhoneComparison.oneDigit)
        #expect(level(13_800_001_999, 13_800_002_000) == PhoneComparison.differs)
        #expect(level(13_900_000_000, 13_000_000_000) == PhoneComparison.oneDigit)
        #expect(level(13_800_001_998, 13_800_001_999) == PhoneComparison.differs)
    }
}
