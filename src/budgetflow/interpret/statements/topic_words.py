"""The words that tell topics apart: tables of patterns in which the first row that fits decides, so
that narrow words stand before wide ones.
"""

from __future__ import annotations

import re

ANYWHERE = (
    (r"出国", "three_public.overseas_travel"),
    (r"(?:外事|外宾|国[（(]境[）)]外)(?:公务)?接待", "three_public.reception.foreign"),
    (r"国内(?:公务)?接待", "three_public.reception.domestic"),
    (r"公务接待", "three_public.reception"),
    (
        r"(?:用车|公车|公务车|车辆)购置(?:费|经费|费用)?[及和与、].*运[行维营转]|"
        r"(?:用车|公车|公务车|车辆)购置运[行维]|"
        r"(?:用车|公车|公务车|车辆)运[行维](?:维护)?(?:费)?[及和与、]购置|用车费用?$",
        "three_public.vehicles",
    ),
    (r"(?:用车|公车|公务车|车辆)购置", "three_public.vehicle_purchase"),
    (r"(?:用车|公车|公务车|车辆)运[行维营转]", "three_public.vehicle_operation"),
    (r"三公", "three_public.total"),
    (r"会议费", "meetings"),
    (r"培训费", "training"),
    (r"委托业务费", "commissioned_services"),
    (r"(?:机关|单位|行政)?运行(?:经费|费用)|^行政经费|财政拨款运行经费", "operating_expenses"),
    (r"债务?.*限额", "debt.limit"),
    (r"债[务券].*余额", "debt.balance"),
    (r"债券(?:资金|额度)?$", "debt.bonds"),
    (r"(?<!专户管理的)(?<!专户的)非税收入|行政事业性收费|罚没", "non_tax_revenue"),
)
DEBT_KINDS = ((r"一般债[务券]", "general"), (r"专项债[务券]", "special"))
"""Kinds of the debt whose limit or balance is said: 其中一般债务2亿元、专项债务3亿元."""
PROCUREMENT = (
    (r"货物.*(?:中小|小微|小型)", "procurement.goods.reserved_sme"),
    (r"工程.*(?:中小|小微|小型)", "procurement.works.reserved_sme"),
    (r"服务.*(?:中小|小微|小型)", "procurement.services.reserved_sme"),
    (r"(?:小微|小型|微型)", "procurement.reserved_micro"),
    (r"中小", "procurement.reserved_sme"),
    (r"货物", "procurement.goods"),
    (r"工程", "procurement.works"),
    (r"服务", "procurement.services"),
    (r"集中采购", "procurement.centralized"),
    (r"分散采购|自行采购", "procurement.decentralized"),
    (r"采购", "procurement.total"),
)
VEHICLES = (
    (r"超编", "over_establishment"),
    (r"编制", "establishment"),
    (r"省[)）]?级|部级", "ministerial"),
    (r"主要(?:领导|负责)", "leaders"),
    (r"机要", "confidential"),
    (r"应急", "emergency"),
    (r"执法", "law_enforcement"),
    (r"特种", "special"),
    (r"离退休|老干部", "retired"),
    (r"一般公务", "general"),
    (r"业务", "business"),
    (r"其他", "other"),
    (r"(?<!公务)(?<!机关)(?<!单位)(?<!部门)(?<![有用量置备公])用车$", "unclassified"),
    (r"[轿客货]车|载[客货]|面包车|越野车|商务车|皮卡|摩托车|工程车|救护车|巡逻车", "unclassified"),
    (r"", ""),
)
"""Kinds of vehicles in the forms of 国有资产占用情况; a kind that is none of them stays apart from
the total.
"""
ASSETS = (
    (r"(?:出租|出借|使用|处置)(?:的)?(?:净)?收[入益]", "assets.income"),
    (r"处置|报废|报损", "assets.disposed"),
    (
        r"(?<!固定|流动|无形)资产(?:账面)?(?:原值|净值|价值)?(?:总额|总计|合计|总值)|总资产",
        "assets.total",
    ),
    (r"办公用房", "assets.office_housing"),
    (r"房屋|用房|建筑", "assets.housing"),
    (r"土地", "assets.land"),
    (r"家具", "assets.furniture"),
    (r"在建工程", "assets.construction"),
    (r"长期投资|对外投资", "assets.investments"),
    (r"(?<!非)流动资产", "assets.current"),
    (r"(?:单价|单位价值|单台|大型|以上).*设备", "assets.large_equipment"),
    (r"设备", "assets.equipment"),
    (r"固定资产", "assets.fixed"),
    (r"无形资产", "assets.intangible"),
    (r"资产", "assets.other"),
)
STAFF_PARTS = (
    (r"^参(?:照)?公", "civil_service_managed"),
    (r"^(?:机关)?行政", "administrative"),
    (r"^(?:全额|差额|财政补助|公益.类)?事业", "institution"),
    (r"^(?:机关)?(?:工勤|后勤)", "support"),
)
"""Parts of a head count: 实有人员214人，其中行政154人，事业60人."""
STAFF = (
    (r"实有", "staff.total"),
    (r"行政编制", "staff.establishment.administrative"),
    (r"事业编制", "staff.establishment.institution"),
    (r"编制(?:数|人数)?$", "staff.establishment"),
    (r"离退休", "staff.retired_all"),
    (r"离休", "staff.retired_veterans"),
    (r"退休", "staff.retired"),
    (r"在职|在编|在岗", "staff.in_service"),
    (r"编制", "staff.establishment"),
)
WHOLE = (
    r"(?:(?:19|20)\d\d年度?|部门|单位|财务(?=总)|本级|全年|年度|总[体计额]?|合计|预算|决算|预计|安排|各项|"
    r"实现|相应|省|市|区|县|全|数|资金|金额|规模"
    r"|[（(](?:部门|单位)[）)]|的)"
)
"""Words beside 收入 and 支出 that leave it the whole of the body."""
QUALIFIER = (
    r"(?:(?:19|20)\d\d年度?|一般公共预算|政府性基金|国有资本经营|财政拨款|基本支出|部门|单位|本级|预算|决算|"
    r"当年|本年|年初|安排|用于|支出|拨款|经费|日常|中|的|[（(]部门[）)]|[（(]单位[）)])"
)
"""Words before 人员经费 that leave it the standard kind; 临聘人员经费 is an item of its own."""
KINDS_OF_PROJECT = r"(?:人员类|运转类|特定目标类|其他|重点|专项|各类|全部|[、和及与—-])"
"""Words before 项目支出 that leave it the whole of the projects; 监测项目支出 is one project's."""
REVENUE = (
    (r"^加上", "revenue.item"),
    (r"上级一般公共预算", "revenue.general_transfer"),
    (r"上级政府性基金", "revenue.government_fund_transfer"),
    (r"上级国有资本", "revenue.state_capital_transfer"),
    (r"使用非财政拨款结余|弥补收支差额", "revenue.non_appropriation_balance"),
    (r"非财政拨款结转|单位资金结转|非财政拨款结余", "revenue.carryover.other"),
    (r"财政拨款结转|结转结余的一般公共|一般公共预算.*结转", "revenue.carryover.appropriation"),
    (r"结转结余的|(?:政府性基金|国有资本).*结转", "revenue.carryover.part"),
    (r"(?:上年|年初)?结转|结余", "revenue.carryover"),
    (r"实户资金", "revenue.carryover.other"),
    (r"(?<!非)税收", "revenue.tax"),
    (r"转移支付|返还", "revenue.transfers"),
    (r"债[务券]", "revenue.debt"),
    (r"社会保险|社保基金|保险基金|医保基金", "social_insurance_fund.revenue"),
    (r"一般公共预算", "revenue.general_public_budget"),
    (r"政府性基金|^基金预算", "revenue.government_fund"),
    (r"国有资本", "revenue.state_capital"),
    (r"财政专户|教育收费|专户资金|专户管理|专户的非税", "revenue.special_account"),
    (r"经营收入", "revenue.business_operations"),
    (r"事业收入", "revenue.business"),
    (r"上级补助", "revenue.superior_subsidies"),
    (r"附属单位上缴", "revenue.subordinate_remittances"),
    (r"单位资金", "revenue.unit_funds"),
    (r"其他资金", "revenue.other_funds"),
    (r"其他(?:来源)?收入", "revenue.other"),
    (r"非同级财政", "revenue.other_levels"),
    (r"财政拨款", "revenue.appropriation"),
    (r"(?:本年|当年).{0,4}收入", "revenue.current_year"),
    (rf"^{WHOLE}*收入{WHOLE}*$", "revenue.total"),
    (r"收入", "revenue.item"),
)
EXPENDITURE = (
    (r"经营支出", "expenditure.business_operations"),
    (r"上缴上级", "expenditure.remitted_to_superior"),
    (r"对附属单位(?!上缴)", "expenditure.subsidies_to_subordinates"),
    (r"预留", "expenditure.reserve"),
    (r"结余分配", "expenditure.surplus_distribution"),
    (r"结转下年|年[终末](?:滚存)?结转|年[终末](?:滚存)?结余", "expenditure.carried_forward"),
    (r"社会保险|社保基金|保险基金|医保基金", "social_insurance_fund.expenditure"),
    (r"上年结转|实户资金", "{fund}.carryover"),
    (rf"^{QUALIFIER}*(?:在职|在编)?人员(?:经费|支出)|增人增资", "{fund}.personnel"),
    (r"公用(?:经费|支出)", "{fund}.operating"),
    (r"对个人和家庭", "{fund}.individual_and_family_subsidies"),
    (r"工资福利支出", "{fund}.wages_and_welfare"),
    (r"商品和服务支出", "{fund}.goods_and_services"),
    (r"资本性支出", "{fund}.capital"),
    (r"基本支出", "{fund}.basic"),
    (rf"^(?:{QUALIFIER}|{KINDS_OF_PROJECT})*项目(?:经费)?支出", "{fund}.project"),
    (r"政府性基金", "government_fund.total"),
    (r"国有资本", "state_capital.total"),
    (r"一般公共预算", "general_public_budget.total"),
    (r"财政拨款", "appropriation.total"),
    (r"(?:本年|当年).{0,4}支出", "expenditure.current_year"),
    (rf"^{WHOLE}*支出{WHOLE}*$", "expenditure.total"),
    (r"^(?:部门|单位)?预算(?:总额)?$", "expenditure.total"),
    (r"支出", "expenditure.item"),
)
BOTH = re.compile(
    r"收[、，]?支(?!差额)|收入(?:总计|合计|总额|预算|决算)?[、和及与]支出|"
    r"(?<!事业)(?<!经营)(?<!上缴)(?<!其他)(?<!补助)(?<!专户)(?<!管理资金)收入支出"
)
"""Revenue and expenditure together; 事业收入支出 is what is spent out of that revenue."""
FUNDS = (
    (re.compile(r"政府性?基金"), "government_fund"),
    (re.compile(r"国有资本"), "state_capital"),
    (re.compile(r"一般公共预算"), "general_public_budget"),
    (re.compile(r"财政拨款"), "appropriation"),
)
INCOME = re.compile(r"收入(?:预算|资金|总计|合计|决算|预计|数|总额)*$")
OF_PROCUREMENT = re.compile(r"货物|工程|服务|企业|金额|总额")
FUNDING = re.compile(
    r"一般公共预算|政府性基金|财政拨款|财政专户|结转|结余|单位资金|自有资金|(?:事业|经营|其他)"
    r"收入|其他资金"
)
BUY = re.compile(r"购置|采购|购买|新增|更新|拟(?:新)?[配购]|新(?:配|购)")
HELD = re.compile(r"共有|现有|实有|保有|占有|占用|拥有|截[至止]|年末|年底")
ITEMIZED = frozenset({"operating_expenses", "meetings", "training", "commissioned_services"})
"""Money whose parts are its items, whatever else they are called."""
EVALUATION = re.compile(r"绩效(?!工资|奖|考核奖)|自评")
"""绩效工资 is pay, and no evaluation."""
BARE_SIDE = re.compile(r"(?:本年|当年)?(?:收入|支出)(?:预算|决算)?(?:数|合计|总计)?")
OF_FUND = {
    "government_fund": "revenue.government_fund",
    "state_capital": "revenue.state_capital",
    "general_public_budget": "revenue.general_public_budget",
    "appropriation": "revenue.appropriation",
}
"""Revenue of each fund, where a chapter of its own says only 收入."""
TO_COME = re.compile(r"年[终末底].{0,4}结[转余]|结[转余]下年|结转(?:到|至)下")
"""What is carried forward is no revenue."""
PERFORMANCE = (
    (r"整改", "performance.issues"),
    (r"整体", "performance.overall"),
    (r"非财政拨款", "performance.other_projects"),
    (r"财政拨款", "performance.appropriation_projects"),
    (r"绩效|项目|涉及|资金|编报|拨款", "performance.projects"),
    (r"", "performance.other"),
)
