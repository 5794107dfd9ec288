/// Words around a division's short name that make it part of another name.
struct RegionVocabulary: Sendable {
    /// Types of roads, estates, shops and institutions: 上海路, 长沙银行, 北京大学.
    let tails = WordList(
        """
        路 街 大道 大街 道 巷 弄 胡同 桥 大桥 高速 城 大厦 大楼 广场 商场 商城 市场 饭店 酒店 宾馆 酒楼 酒家 餐厅 菜馆 \
        银行 医院 大学 学院 中学 小学 一中 二中 学校 花园 公寓 公园 站 火车 机场 码头 啤酒 牛肉 拉面 烤鸭 小吃 米粉 面馆 菜 \
        人 话 味 特产 航空 时间 晚报 日报 电视 卫视 地铁 公交 苑 湾 新村 家园 庄园 山庄 国际 中心 集团 公司 药店 药房 方言 \
        那边 这边 天气 出差 旅游 梆子 镇 乡 街道 村 屯 庄 寺 门 港 饭 佬 帮 馆 楼 阁 轩 坊 堡 寨 店 厂 社区 小区 \
        工业园 产业园 科技园 号
        """)

    /// Modifiers between a short name and a road type: 南京西路.
    let directions = WordList("东 西 南 北 中 前 后 上 下 新 老 大 小 支 环 横 纵 内环 外环")

    /// Numbers of roads: 中山二路.
    let numerals = WordList("一 二 三 四 五 六 七 八 九 十 十一 十二")

    let roads = WordList("路 街 大道 大街 道 巷 弄 胡同 村 站 大桥 镇 乡")

    /// Road types that make one name with a modifier before them; 东街, 南大街 stand by themselves.
    let modifiedRoads = WordList("路 道 巷 弄 段 环路 环")

    /// What stands right before an address without a separator.
    let leads = WordList("到 在 址 往 是 寄 住 于 去 区 发 至 给 送 来 国 的 为 家")

    /// Types that people put after a short name, right or wrong.
    let types = WordList("特别行政区 自治区 自治州 自治县 自治旗 地区 新区 省 市 区 县 州 盟 旗 曲 巿 洲")

    /// What may follow 市 so that it is no type: 北京市场, 杭州市民中心.
    let notAfterCity = WordList("场 民中心 民广场 民之家 民公园 民服务 民卡 民们 井")

    /// Words that end talk about an address when they follow at once.
    let talk = WordList(
        """
        的 了 吗 呢 吧 我 你 他 她 是 有 在 要 这 那 也 都 还 就 和 跟 与 到 去 来 买 卖 发 寄 没 不 很 太 好 人 \
        话 味 菜
        """)

    /// The parts of Hong Kong, above its districts.
    let hongKong = WordList("九龙 新界 港岛 香港岛 九龍")

    /// Signs of an address in what follows a region.
    let address = WordList(
        """
        号 路 街 道 巷 弄 村 组 栋 幢 楼 室 单元 座 层 小区 苑 园 城 厦 广场 镇 乡 屯 庄 院 校 店 站 厂 里 湾 队 \
        社 府 公司 中心 酒店 市场 银行 驿站 大门 门口 学 期 段 桥 港 坊 塘 墅 寓 阁 轩 居 邨 大学 医院
        """)

    /// Institutions that stand in the city whose name they bear.
    let campuses = WordList("大学 学院 医院 师范 理工 工业大学 科技大学 医科 农业大学 交通大学 财经 中医药 火车站 高铁站 机场 国际机场")

    /// Markets and estates of trade, which bear the name of their own town: 义乌国际商贸城.
    let venues = WordList("国际 商贸 市场 中心 工业 产业园 科技园 小商品 商城 商场 汽配 服装 建材 家居 物流 轻纺 皮革")

    /// Ends of the names of development zones.
    let zones = WordList("高新区 经开区 开发区 新区 示范区 园区 保税区 度假区 管理区 工业区 实验区 工业园 产业园 新城")

    /// What follows a bridge's name so that it is the name of a place around it: 大桥小区.
    let aroundBridges = WordList("小区 社区 花园 家园 新村 村 市场 街道 镇 乡 工业")

    /// Types of townships, which end a town's name in running text.
    let towns = WordList("街道 镇 乡 苏木 办事处")

    /// What follows a division's name in the name of an institution, so that a repeat is no region: 长沙市第一中学.
    let institutions = WordList(
        """
        第 人民 公安 中心 实验 政府 妇幼 中医 一中 二中 高级 税务 检察 法院 教育 国税 卫生 图书 博物 体育 职业 师范 委 局 \
        供电 邮政 气象
        """)
}
