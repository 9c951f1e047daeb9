"""The closed word lists of the data contract, with the Chinese each stands for."""

from __future__ import annotations

# The status of a disclosure or a document that is held back until a person has looked at it.
HELD = "quarantined"
# The status of a document in whose place a newer version of the disclosure counts.
SUPERSEDED = "superseded"
# The unit of a statement's quantity that is a share of the budget (为年初预算的98.5%）.
OF_BUDGET = "% of budget"
# Ends the topic of a statement that gives the budget a final figure is compared with.
INITIAL = ".initial_budget"
# Ends the topic of a statement that gives that budget as changed in the year (调整预算数).
ADJUSTED = ".adjusted_budget"
# Stages of one figure in a government's book, which tells of two years.
GOVERNMENT_STAGES = {
    "budget": "预算",
    "adjusted_budget": "调整预算",
    "execution": "执行",
    "final": "决算",
}

STAGES = {"budget": "预算", "final_accounts": "决算", "execution": "预算执行"}
SCOPES = {"department": "部门（汇总）", "unit": "单位（本身）", "government": "政府"}
DISCLOSURE_STATUSES = {
    "accepted": "核对无误",
    "accepted_with_findings": "核对有发现",
    HELD: "暂扣待核",
    "withdrawn": "发布者已撤下",
}
DOCUMENT_STATUSES = {
    "accepted": "核对无误",
    "accepted_with_findings": "核对有发现",
    HELD: "暂扣待核",
    "withdrawn": "发布者已撤下",
    SUPERSEDED: "已有新版本，不再计入",
    "unreadable": "无法读取",
    "not_a_disclosure": "不是预决算公开文件",
}
ROLES = {
    "tables": "表格",
    "narrative": "说明",
    "complete": "表格和说明",
    "performance": "绩效",
    "other": "其他",
}
TEXT_LAYERS = {"native": "文件自带文字", "ocr": "文字识别", "none": "没有文字"}
# Empty and declared empty are apart: the Ministry asks for a sentence where a table has no money.
TABLE_STATES = {
    "filled": "有数据",
    "empty": "空表",
    "declared_empty": "声明为空表",
    "announced_missing": "目录列出而未见",
}
TABLE_CODES = {
    "summary": "收支总表",
    "revenue": "收入总表",
    "expenditure": "支出总表",
    "appropriation_summary": "财政拨款收支总表",
    "appropriation_expenditure": "财政拨款支出表（功能科目）",
    "appropriation_basic_expenditure": "财政拨款基本支出表（经济科目）",
    "general_budget_expenditure": "一般公共预算支出表",
    "general_budget_basic_expenditure": "一般公共预算基本支出表",
    "general_budget_project_expenditure": "一般公共预算项目支出表",
    "government_fund_expenditure": "政府性基金预算支出表",
    "state_capital_expenditure": "国有资本经营预算支出表",
    "three_public_expenses": "“三公”经费支出表",
    "operating_expenses": "机关运行经费支出表",
    "government_procurement": "政府采购支出表",
    "commissioned_services": "委托业务费支出表",
    "basic_expenditure": "基本支出总表",
    "general_budget_economic_expenditure": "一般公共预算支出表（按经济分类）",
    "carryover": "上年结转结余表",
    "project_expenditure": "项目支出表",
    "performance_targets": "绩效目标表",
    "general_budget_balance": "一般公共预算收支平衡表（政府）",
    "general_budget_revenue": "一般公共预算收入表（政府）",
    "general_budget_expenditure_detail": "一般公共预算支出明细表（政府）",
    "general_budget_by_region": "一般公共预算分地区表（政府）",
    "department_expenditure": "部门预算汇总表（政府）",
    "transfers_received": "上级转移支付收入表（政府）",
    "transfers_by_item": "转移支付分项目表（政府）",
    "transfers_by_region": "转移支付分地区表（政府）",
    "transfers_by_item_and_region": "转移支付分项目分地区表（政府）",
    "capital_construction": "基本建设支出表（政府）",
    "key_projects": "重点项目和专项资金表（政府）",
    "government_fund_balance": "政府性基金收支平衡表（政府）",
    "government_fund_revenue": "政府性基金收入表（政府）",
    "government_fund_transfers": "政府性基金转移支付表（政府）",
    "state_capital_balance": "国有资本经营收支平衡表（政府）",
    "state_capital_revenue": "国有资本经营收入表（政府）",
    "state_capital_transfers": "国有资本经营转移支付表（政府）",
    "social_insurance_balance": "社会保险基金收支表（政府）",
    "social_insurance_revenue": "社会保险基金收入表（政府）",
    "social_insurance_expenditure": "社会保险基金支出表（政府）",
    "social_insurance_surplus": "社会保险基金结余表（政府）",
    "debt_limit_and_balance": "政府债务限额和余额表（政府）",
    "debt_movement": "政府债务举借和还本付息表（政府）",
    "debt_new_quota": "新增债务限额表（政府）",
    "debt_bond_issues": "债券发行表（政府）",
    "debt_bond_projects": "债券项目表（政府）",
    "debt_repayment_plan": "债券偿还计划表（政府）",
    "medium_term_plan": "中期财政规划表（政府）",
    "special_account": "财政专户资金收支表（政府）",
    "other": "其他表",
}
COVERAGES = {"whole_region": "全地区", "own_level": "本级", "subordinate": "下级"}
SIDES = {"revenue": "收入", "expenditure": "支出"}
ROW_ROLES = {"item": "明细", "subtotal": "小计", "total": "合计", "of_which": "其中"}
FLOWS = {"revenue": "收入", "expenditure": "支出"}
LEVELS = {"class": "类", "group": "款", "item": "项"}
BODY_SCOPES = {
    "department": "部门（单位）本身的行",
    "subordinate_unit": "所属单位的行",
    "project": "项目的行",
}
PUBLISHER_KINDS = {
    "government": "政府",
    "court": "法院",
    "procuratorate": "检察院",
    "congress": "人大",
    "consultative_conference": "政协",
    "township": "乡镇、街道",
    "mass_organisation": "群团组织",
    "democratic_party": "民主党派",
    "school": "学校",
    "hospital": "医院",
    "party_organ": "党委部门",
    "public_institution": "事业单位",
    "department": "政府部门",
    "other": "其他",
}
GOVERNMENT_LEVELS = {
    "central": "中央",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "township": "乡级",
}
SUM_BASES = {"printed": "印出", "summed": "由下级相加"}
# How the function classes of a disclosure add up to its expenditure.
FUNCTION_SUMS = {
    "equal": "各类之和等于本年支出",
    "rounding": "仅差尾数",
    "not_printed": "没有印出全部资金的功能分类",
    "no_total": "没有印出支出合计",
    "finding": "印出的数字有误，见发现",
    "parts_left_out": "有的类没有印出或没有代码",
}
FUNDS_OF_PERSONNEL = {
    "all": "各类资金",
    "appropriation": "财政拨款",
    "general_public_budget": "一般公共预算",
}
PROJECT_SOURCES = {"table": "表", "targets": "绩效目标表", "prose": "文字说明"}
CODE_ORIGINS = {"printed": "表中印出", "inferred": "由名称和年度推断"}
VALUE_STATES = {
    "value": "金额",
    "zero": "零",
    "dash": "横线",
    "not_applicable": "不涉及",
    "quantity": "非金额的数量",
}
DIRECTIONS = {"increase": "增加", "decrease": "减少", "flat": "持平", "none": "未说明"}
AGAINST_BUDGET = {"above": "大于预算数", "below": "小于预算数", "equal": "等于预算数"}
OPERATORS = {
    ">=": "不低于",
    "<=": "不超过",
    "=": "等于",
    "qualitative": "定性",
    "by_date": "限期",
    "several": "一格多个目标",
}
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
VERDICTS = {
    "publisher_error": "发布者差错",
    "rounding": "四舍五入",
    "parse_suspect": "疑似读取有误",
    "open": "待判定",
}
# Why a difference is no accusation, in the order of `budgetflow.checks.explanations`.
EXPLANATIONS = {
    "reviewed": "经人工对照页面，差错不成立",
    "rounded_leaves": "逐级四舍五入",
    "repeated_row": "同一行重复列示",
    "out_of_line": "所读数字与其列或行不在一线",
    "guessed_code": "编码由少数数字推断",
    "another_layering": "行的上下级可有另一种归法",
    "neighbour_header": "相邻列可能属于合计",
    "another_column": "同一行另一列与之相等",
    "exchanged_columns": "两列名称可能互换",
    "unread_cell": "该行有空格，可能漏读",
    "slipped_column": "该列可能错下一行",
    "exchanged_rows": "相邻两行数字可能互换",
    "cut_digits": "数字可能未读全或两数相连",
    "another_unit": "两边可能单位不同",
    "out_of_scale": "一数远大于其余各数，可能误读",
    "another_line": "差额为结转等某一行之数",
    "several_gaps": "该表多行以不同差额不成立",
    "other_money": "该表与其他各表、文字多不相符，所列可能不是同一笔资金",
    "coarse_column": "该列数字位数较少，差额在其末位以内",
    "blank_side": "一边全为空",
    "lost_beside_it": "所说之数恰为某合计所缺",
    "another_percentage": "语句中另一百分比相符",
    "opposite_gap": "别处有相反的等额差异",
    "change_follows": "增减随两年数而来",
    "broken_by_peers": "同版式文件多数同样不成立",
    "rule_unproven": "别处未见该关系成立",
    "way_of_counting": "口径可以不同",
    "no_quotation": "所引语句不含该数",
    "another_pairing": "语句可能指另一个数",
    "another_year": "语句说的是另一年度",
    "base_of_change": "语句说的是增减的基数",
    "another_subject": "语句未写该科目名称",
    "another_change": "百分比前所说的不是该增减额",
    "part_of_whole": "语句说的是其中一部分",
    "named_whole": "语句自有所指的总体",
    "another_whole": "占比以另一总体计算",
    "another_base": "增减以另一基数计算",
    "restated": "上年数可能已调整",
    "parts_left_out": "可能依法未列全",
    "conditional": "该关系附有条件",
    "doubtful_cell": "单元格读取存疑",
    "unsound_table": "该表多处不成立",
    "scrambled_as_printed": "原表错行，读取与原件一致",
    "lost_row": "他表有而此表未读出的行",
    "unproven_reading": "读取无从印证",
    "held_back": "所在文件暂扣待核",
}
CHECK_STATES = {"pass": "成立", "fail": "不成立", "not_applicable": "不适用"}
CHANGES = {"added": "新增", "removed": "移除", "changed": "变更"}
# Who changed a value: the publisher, or which part of the program; a release tells both.
CAUSES = {
    "new_disclosure": "新公开",
    "publisher_revision": "发布者修订",
    "publisher_withdrawal": "发布者撤下",
    "reader_change": "读取方法改变",
    "interpretation_change": "理解规则改变",
    "correction": "更正",
    "schema_change": "结构改变",
}
# What a source owes by the legal calendar against what was seen of it.
COVERAGE_STATES = {
    "published": "已公开",
    "late": "逾期未见",
    "withdrawn": "已撤下",
    "blocked": "无法访问",
    "image_only": "仅有图片",
    "not_yet_due": "未到期",
}

# The words a `measure` is made of; a column under another is joined by a dot:
# `current_year.basic`.
MEASURE_WORDS = {
    "amount": "金额（唯一数值列）",
    "total": "合计",
    "basic": "基本支出",
    "project": "项目支出",
    "personnel": "人员经费",
    "operating": "公用经费",
    "appropriation": "财政拨款小计",
    "general_public_budget": "一般公共预算",
    "general_transfer": "上级一般公共预算安排的转移支付",
    "government_fund": "政府性基金预算",
    "government_fund_transfer": "上级政府性基金转移支付",
    "state_capital": "国有资本经营预算",
    "state_capital_transfer": "上级国有资本经营转移支付",
    "special_account": "财政专户管理资金",
    "unit_funds": "单位资金",
    "other_funds": "其他资金",
    "appropriation_carryover": "财政拨款结转",
    "other_carryover": "非财政拨款结转结余",
    "superior_subsidies": "上级补助收入",
    "business_revenue": "事业收入",
    "business_operations": "事业单位经营",
    "business_operations_revenue": "事业单位经营收入（支出的来源）",
    "subordinate_remittances": "附属单位上缴收入",
    "other_revenue": "其他收入",
    "remitted_to_superior": "上缴上级支出",
    "subsidies_to_subordinates": "对附属单位补助支出",
    "reserve": "单位预留机动经费",
    "carried_forward": "结转下年",
    "use_of_surplus": "使用结余（用事业基金弥补收支差额）",
    "wages_and_welfare": "工资福利支出（301）",
    "goods_and_services": "商品和服务支出（302）",
    "individual_and_family_subsidies": "对个人和家庭的补助（303）",
    "debt_interest": "债务利息及费用支出（307）",
    "capital_construction": "资本性支出（基本建设）（309）",
    "capital_other": "资本性支出（310）",
    "enterprise_capital": "对企业补助（基本建设）（311）",
    "enterprise_subsidies": "对企业补助（312）",
    "social_security_fund_subsidies": "对社会保障基金补助（313）",
    "other": "其他（399）",
    "institution_subsidies": "对事业单位经常性补助（505）",
    "institution_capital": "对事业单位资本性补助（506）",
    "debt_repayment": "债务还本支出（512）",
    "transfers": "转移性支出（513）",
    "current_year": "当年",
    "carryover": "结转",
    "previous_year": "上年",
    "change": "增减额",
    "change_percent": "增减百分比",
    "budget": "预算数",
    "adjusted_budget": "全年（调整）预算数",
    "final": "决算数",
    "opening_balance": "年初结转和结余",
    "closing_balance": "年末结转和结余",
    "excluding_capital_construction": "扣除基建项目",
    "education_fees": "教育收费",
    "government_procurement": "政府采购",
    "goods": "货物",
    "works": "工程",
    "services": "服务",
    "small_and_medium": "面向中小企业",
    "small_and_micro": "面向小微企业",
    "social_insurance_fund": "社会保险基金预算",
    "investment_income": "投资收益",
    "donations": "捐赠收入",
    "interest_income": "利息收入",
    "rental_income": "租金收入",
    "surplus": "结余",
    "unit_price": "单价",
    "advance_transfer": "提前通知的上级转移支付",
    "special_purpose": "特定目标类项目",
    "revenue": "本年收入（与支出同表）",
    "execution": "执行数",
    "previous_year_budget": "上年预算数",
    "previous_year_adjusted_budget": "上年调整预算数",
    "previous_year_execution": "上年执行数",
    "previous_year_final": "上年决算数",
    "percent_of_budget": "占预算百分比",
    "percent_of_adjusted_budget": "占调整预算百分比",
    "percent_of_previous": "为上年百分比",
    "percent_of_previous_budget": "为上年预算百分比",
    "share": "占比（非金额）",
    "rate": "利率（非金额）",
    "years": "期限（非金额）",
    "average_rate": "平均利率（非金额）",
    "average_years": "平均期限（非金额）",
    "new_general": "新增一般债券",
    "refinancing_general": "再融资一般债券",
    "new_special": "新增专项债券",
    "refinancing_special": "再融资专项债券",
    "tax_refund": "税收返还",
    "special_transfer": "专项转移支付",
    "own_level": "本级",
    "transferred": "下达下级",
    "limit": "债务限额",
    "new_limit": "新增限额",
    "balance": "债务余额",
    "previous_balance": "上年末余额",
    "issued": "举借",
    "repaid": "还本",
    "interest": "付息",
    "debt_service": "还本付息",
    "general": "一般债务",
    "special": "专项债务",
    "enterprise_pension": "企业职工基本养老保险",
    "resident_pension": "城乡居民基本养老保险",
    "government_pension": "机关事业单位基本养老保险",
    "employee_medical": "职工基本医疗保险",
    "resident_medical": "城乡居民基本医疗保险",
    "work_injury": "工伤保险",
    "unemployment": "失业保险",
    "long_term_care": "长期护理保险",
    "quantity": "数量（非金额）",
    "unmapped": "未能归类的列",
}

# Form of canonical names (items, measures, topics): lower case words, dotted.
IDENTIFIER = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
