"""How money, changes, shares, counts, comparisons and reasons are worded in prose, as patterns over
one clause without blanks; `phrases` reads through them.
"""

from __future__ import annotations

import re

from budgetflow.interpret.text.normalise import MONEY_UNITS

YEAR = r"(?:19|20|１９|２０)\d\d"
# What makes 无 the beginning of a word that denies nothing: 无线电, 无障碍, 无形资产, 无偿.
NO_DENIAL = r"(?:线|形|障碍|害|偿|主|人机|人驾驶|人值守|公害|党派|证|籍|菌|烟|缝|纸化|接触)"
NUMBER = r"[-−－]?\d[\d,，]*(?:[.．]\d+)?"
UNIT = rf"(?:人民币)?(?:{'|'.join(MONEY_UNITS)})"
# `15.00万，主要用于…`: the 元 was left out; whether money is meant, the subject must say.
SHORT_UNIT = r"[万亿](?=$|[，,。；;、）)（(]|比|较|与|占)"
# Not money of this budget: a threshold (50万元以上, 50万元（含）以上), a price (1.36元/吨).
NO_BOUND = r"(?!/|／|(?:[（(]含[^）)]{0,8}[）)]|[）)])?(?:及)?(?:以[上下内]|之内)|[（(]含[）)]|每)"
# Not a figure but a bound or an aim: 争取投资不少于10.4亿元.
NOT_BOUNDED = r"(?<!不[少低高多大小]于)(?<!不超过)(?<!不得超过)(?<!不突破)(?<!力争)"
# `每人每年94元提高至99元`, `平均每辆2.70万元`: what one of many gets is no amount of a budget.
STANDARD = re.compile(
    r"每(?:人|户|亩|吨|生|学年|学期|床|车|平方米|位|名|辆|台|套|件|次|批|个|村|所|家)|"
    r"平均(?:每|单)|(?:人|生|户|车|单车|床)均"
)
MONEY = re.compile(
    rf"(?<![\d.]){NOT_BOUNDED}(?P<figure>{NUMBER})(?:（含.{{0,6}}）)?(?:(?P<unit>{UNIT}){NO_BOUND}|"
    rf"(?P<short>{SHORT_UNIT}))"
)
FIGURE = re.compile(rf"{NUMBER}(?:{UNIT})?")
# `公务用车购置费为0`, `公务用车购置费为零`: zero needs no unit.
ZERO = re.compile(r"(?<!不)(?:为|是|共计?|预算数?|安排)(?P<figure>0|零)(?:$|(?=[（(]))")
# `公务用车购置费 万元`: the figure was never filled in.
BLANK_MONEY = re.compile(
    r"(?<=[\u4e00-\u9fff”）)])(?<!单位)(?<!表)(?<![数几十百千万亿共多拾若干各])(?P<unit>万元|亿元)$"
)

UP = (
    r"(?<=[数算年比])多(?=\d)|增加|增长|增收|上升|上浮|提高|提升|上涨|上调|调增|核增|净增|"
    r"增幅|升幅|增支|增"
)
DOWN = (
    r"(?<=[数算年比])少(?=\d)|减少|下降|减收|降低|减低|下浮|下滑|回落|下调|调减|核减|净减|"
    r"压减|压缩|缩减|缩小|"
    r"降幅|减幅|减支|节支|减"
)
# The other word of a form nobody chose from: 增加（减少）, 增长率/压减率.
OTHER_WAY = rf"(?:率?[（(/、](?:{UP}|{DOWN})[）)]?(?:率)?)?"
VERB = rf"(?P<verb>{UP}|{DOWN})(?P<other>{OTHER_WAY})"
NOT_TO = r"(?![至到])"
CHANGE_MONEY = re.compile(
    rf"(?P<each>各|均|共|总计|分别)?{VERB}{NOT_TO}(?:了|额|数|率)?(?:为|约)"
    rf"?(?P<figure>{NUMBER})(?P<unit>{UNIT}){NO_BOUND}"
)
# `决算数大于预算数1万元`, `本年数小于上年预算数1万元`: the figure is a difference.
DIFFERS = re.compile(
    rf"(?<!不)(?P<verb>[大多高]于|[小少低]于|超(?:过|出|支)?)(?P<year>上一?年(?:度)?|去年|"
    rf"{YEAR}年(?:度)?)?(?P<base>(?:年初|当年|调整|变动|全年|部门|支出|收入|预算|决算|"
    rf"执行|完成|数)*)(?P<figure>{NUMBER})(?P<unit>{UNIT}){NO_BOUND}"
)
# `较上年减少24.50万元（56.84%）`: a percentage in brackets right behind a change is its own.
BRACKETED_PERCENT = re.compile(
    rf"[（(](?:约|{UP}|{DOWN})?(?:率|幅度?)?(?:为|约)?(?P<figure>{NUMBER})[%％][）)]"
)
CHANGE_PERCENT = re.compile(
    rf"{VERB}{NOT_TO}(?:率|幅度?|比例|比率)?(?:为|了|约)?(?P<figure>{NUMBER})[%％]"
)
# `支出600万元，同比下降5.08个百分点`: of an amount percent is meant; of a share or a rate it is
# the difference of two of them, which is no change of the amount.
CHANGE_POINTS = re.compile(
    rf"{VERB}{NOT_TO}(?:率|幅度?)?(?:为|了|约)?(?P<figure>{NUMBER})个?百分点"
)
# `压减10%，即1.2万元`: the change again, in money.
SAID_IN_MONEY = re.compile(
    rf"^(?:即|也就是|亦即|折合)(?:为|约)?(?P<figure>{NUMBER})(?P<unit>{UNIT})$"
)
# `由上年的8万元减少到6万元`, `由2025年的8万元调整为2026年的6万元`: the second
# amount is this year's, the first is what it was before.
CHANGED_TO = re.compile(
    rf"[由从](?:{YEAR}年度?)?[^，。\d]{{0,12}}{NUMBER}{UNIT}(?:{UP}|{DOWN}|调整|降|升|压|提)了?[到至为]"
    rf"(?:(?:{YEAR}年度?|今年|本年度?|当年)的?)?(?P<figure>{NUMBER})(?P<unit>{UNIT})"
)
CHANGE_COUNT = re.compile(
    rf"{VERB}{NOT_TO}了?(?P<figure>\d+)(?P<unit>批次|人次|团次|批|次|人|辆|名|个|台)"
)
BASE = (
    r"(?:年初|同期|同口径|调整|部门|单位|财政拨款|“三公”经费|一般公共预算|当年|全年|执行|"
    r"完成|预算|决算|预计|支出|收入|安排|批复|下达|数|的)"
)
# `比上年`, `与2025年年初预算相比`, `同比`; `较年初预算` and its like compare with the same year's
# own budget.
REFERENCE = re.compile(
    rf"(?:按(?:照)?(?:同|可比|相同)口径(?:计算|比较)?(?=比|较|与|同))?"
    rf"(?:相比较?于?|相较于?|比较|较之|对比|与|比|较|同|和|跟)(?:本?部门|本?单位)?(?:(?P<year>上一?年(?:度)?|去年|"
    rf"{YEAR}年(?:度)?)(?:[（(][^）)]{{1,12}}[)）])?|(?P<own>(?=年初|调整|预算)))"
    rf"(?P<base>{BASE}*(?:[^，。；\d]{{1,20}}?(?=相比|对比))?)(?:相比较?|比较|对比|同比|而言)?|"
    rf"(?:按(?:照)?(?:同|可比|相同)口径(?:计算|比较)?)?(?:同比(?!例)|(?<=口径)相比)(?:上一?年(?:度)?|去年)?"
)
FLAT = re.compile(
    r"零增[长减]|(?:基本|大致)?(?:保持)?(?:基本)?(?:持平|一致|一样|相同|相等|[没无未](?:有|发生)"
    r"?(?:增减变[化动]|变化|变动|增减|差异|差别)|(?<=保持)不变|不变$)"
)
# Says of whatever stands before it that it is as it was; 不变 is said of rates and rules too.
UNCHANGED = re.compile(r"[没无未](?:有|发生)?(?:增减变[化动]|变[化动]|增减)")
NOT_ARRANGED = re.compile(
    rf"零(?:预算|安排|支出)$|未安排|没有安排|无安排|不安排|未编列|未编制(?=[^，。]{{0,8}}(?:预算|支出)$)|未列支|没有使用|未使用|(?:未|没有)(?:发生|产生)(?=.{{0,24}}(?:支出|经费|费用?))|"
    rf"(?:无(?!{NO_DENIAL})|没有)(?!超|此项|该项|"
    r"其他)(?=.{0,24}(?:预算|拨款|支出|收入|收支)(?![单部])|[^，。]{0,16}"
    r"(?:机关运行|行政|“?三公”?)经费$|[^，。]{0,12}(?:接待|购置|运行|维护|会议|培训|出国（境）|出国)费用?$)"
)
IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
SHARE = re.compile(
    rf"占(?P<of>[^%％]{{0,40}}?)(?:的)?(?:比例|比重|比)?(?:为|约)?(?P<figure>{NUMBER})[%％]"
)
# `预算执行率83.16%`.
EXECUTION_RATE = re.compile(
    rf"(?:预算|支出|资金)?(?:执行率|执行进度|(?:(?<=预算)|(?<=支出))完成率|支出进度)(?:为|达到?|约)?"
    rf"(?P<figure>{NUMBER})[%％]"
)
# `完成年初预算的98.20%`, `为预算的101.5%`, `完成预算27万元的63.2%`.
COMPLETION = re.compile(
    rf"(?:完成|为|达到?)(?:了)?(?:年初|调整后?|全年|当年)?(?:支出|收入)?(?:(?<=完成)|预算(?:数|"
    rf"安排|总额)?)(?P<budget>{NUMBER}{UNIT})?的?(?P<figure>{NUMBER})[%％]"
)
QUANTITY = re.compile(
    r"(?<![\d.])(?P<figure>\d[\d,，]*(?:\.\d+)?)(?P<unit>(?<=编制数\d)$|(?<=编制数\d\d)$|"
    r"(?<=编制数\d{3})$|平方米|㎡|亩|台[（(/]?[套件]?[）)]?(?:、套[）)])?|套|辆|人次|人|名|个|项(?![)）])|"
    r"批次|批|团次|期(?=$|[，、（(])|家|处|栋|件|(?<!第\d)次)(?![/／均])"
)
REASON = re.compile(
    r"(?:其)?(?:增减|变动|变化|增加|减少|增长|下降|持平|差异|上升|降低)?(?:的)?(?:主要)"
    r"?原因(?:[是为:：]|在于|有|如下|分析)*"
    r"|^(?:主要)?(?:增减)?(?:变动|变化|增减变动|增减变化|增减)情况(?:主要)?[是为:：]"
    r"|^主要(?:是由于|是因为|由于|是|因|系)(?!用于|2\d{4}(?:\d\d)?[^\d年]|[^，。]*[（(][类款项][）)])"
    r"|^(?:是)?(?:由于|因为)|^主要为(?=.*(?:增加|减少|调整|新增|取消))"
)
USE = re.compile(
    r"^(?:(?:预算|经费|资金)?主要)?(?:用于(?![^，。]{2,16}彩票公益金)|用途|支出内容|保障(?![性房金费]))|"
    r"^(?:是指|指)(?=.)|"
    r"^主要为|^具体内容(?:主要)?(?:包括|[为是有])|^开支(?=内容|范围|标准|用于|包括)|^反映"
)
