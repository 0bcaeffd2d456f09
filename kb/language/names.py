"""Chinese personal names: which part is the surname, and how a name is written in Traditional.

A converter reads 范 as the 范 of 范围 and writes 範, but the surname 范 is 范 in both scripts. So a
name is never converted as running text: its characters are converted one at a time, and the ones
below, whose two readings the scripts tell apart, keep the form that names have. When the record
itself gives a name in the other script (as its name or an alias), that one is used instead.
"""

from collections.abc import Callable

# Two-character surnames, in both scripts where they differ.
_COMPOUND_SURNAMES = """
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫
    司徒 司空 夏侯 端木 百里 呼延 南宫 南宮 东郭 東郭 西门 西門 独孤 獨孤 澹台 澹臺 万俟 萬俟
    闻人 聞人 赫连 赫連 申屠 钟离 鍾離 轩辕 軒轅 太史 第五 拓跋 完颜 完顏 耶律 叶赫 葉赫
"""
_COMPOUND = set(_COMPOUND_SURNAMES.split())

# The usual one-character surnames, Simplified first, then those that Traditional writes otherwise.
_SINGLE = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
    "宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳"
    "时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇"
    "栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚"
    "皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容"
    "敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾"
    "戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由种台后卡折舍"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇呂盧鍾譚陸賈韋鄒閆龍賀顧龔萬錢嚴湯溫齊喬龐顏莊聶魯歐關"
    "蘭甯寧紀畢單駱藍華饒陽時農繆簡車項連蘆麥婁竇黨宮費衛應閔鄔邊師欒榮叢鞏遲鄺談樂儲勞諶藺樓盤滿聞"
    "厲區闞權強帥蓋練豐國計晉門雲來闕烏況鮮諾戰銀賓陰堯閉種歸"
)

# Written the same in both scripts wherever they stand in a name, though not in other words.
_KEPT = set("于余郁谷岳游涂柏向尹台占布里升采秋御斗千才志克表辟家佑回征松曲舍")

# The same, as a surname only: in a given name 范 is an example (範), 后 comes after (後).
_KEPT_AS_SURNAME = set("范党干种后咸仇姜折")

# A name's form where the usual one of running text is another.
_IN_NAMES = {"钟": "鍾", "丰": "豐", "云": "雲", "发": "發", "历": "歷", "冲": "沖"}


def split_surname(name: str) -> tuple[str, str]:
    """Return a Chinese name as surname, empty when none is known, and given name."""
    if name[:2] in _COMPOUND and len(name) > 2:
        return name[:2], name[2:]
    if name[:1] in _SINGLE and len(name) > 1:
        return name[:1], name[1:]
    return "", name


def looks_personal(name: str) -> bool:
    """Return whether a name has the shape of a person's: a surname and one or two characters.

    Account and pen names do not (午后狂睡): they are words, and are converted as such.
    """
    surname, given = split_surname(name)
    return bool(surname) and 1 <= len(given) <= 2


def in_traditional(name: str, glyph: Callable[[str], str]) -> str:
    """Return a personal name typed in Simplified in its Traditional form.

    `glyph` gives the usual Traditional form of a single character.
    """
    surname, _given = split_surname(name)
    return "".join(
        character
        if character in _KEPT or (place < len(surname) and character in _KEPT_AS_SURNAME)
        else _IN_NAMES.get(character) or glyph(character)
        for place, character in enumerate(name)
    )
