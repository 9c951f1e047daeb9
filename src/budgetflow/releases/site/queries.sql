-- 1 | 谁的“三公”经费最多，各项多少？ | Who spends most on travel abroad, vehicles and receptions, and on each of them?
SELECT d.publisher, t.fiscal_year, t.stage, t.three_public_yuan, t.overseas_travel_yuan,
       t.vehicle_purchase_yuan, t.vehicle_operation_yuan, t.reception_yuan
FROM disclosure_totals t JOIN disclosures d USING (disclosure_id)
WHERE t.three_public_yuan IS NOT NULL
ORDER BY t.three_public_yuan DESC, d.publisher LIMIT 20;

-- 2 | 一个单位的预算与决算 | A publisher's budget against its final account
SELECT d.publisher, f.fiscal_year, coalesce(b.general_budget_yuan, f.initial_general_budget_yuan) AS budget_yuan,
       f.general_budget_yuan AS final_yuan
FROM disclosure_totals f JOIN disclosures d USING (disclosure_id)
LEFT JOIN disclosures db ON db.publisher_id = d.publisher_id AND db.stage = 'budget'
                        AND db.scope = d.scope AND db.fiscal_year = d.fiscal_year
LEFT JOIN disclosure_totals b ON b.disclosure_id = db.disclosure_id
WHERE f.stage = 'final_accounts' AND f.general_budget_yuan IS NOT NULL ORDER BY ALL;

-- 3 | 各地教育支出 | Education spending by city
SELECT d.region_name, f.fiscal_year, f.stage, sum(f.expenditure_yuan) AS education_yuan
FROM functions f JOIN disclosures d USING (disclosure_id)
WHERE f.function_code = '205' AND d.scope = 'department'
GROUP BY ALL ORDER BY education_yuan DESC NULLS LAST;

-- 4 | 一千万元以上的项目 | Projects above 10 million yuan
SELECT d.publisher, q.fiscal_year, q.name, q.amount_yuan, q.goal
FROM project_budgets q JOIN disclosures d USING (disclosure_id)
WHERE q.amount_yuan > 10000000 ORDER BY q.amount_yuan DESC, q.name;

-- 5 | 人员经费占比 | The share of personnel
SELECT d.publisher, t.fiscal_year, t.stage, t.personnel_yuan, t.personnel_fund,
       CASE t.personnel_fund WHEN 'all' THEN t.current_expenditure_yuan
                             WHEN 'appropriation' THEN t.appropriation_yuan
                             ELSE t.general_budget_yuan END AS of_yuan,
       round(100 * t.personnel_yuan / of_yuan, 1) AS percent
FROM disclosure_totals t JOIN disclosures d USING (disclosure_id)
WHERE t.personnel_yuan IS NOT NULL AND of_yuan > 0 ORDER BY percent DESC;

-- 6 | 每份公开一行的主要合计 | One row a disclosure with its key totals
SELECT d.publisher, d.region_name, t.* FROM disclosure_totals t JOIN disclosures d USING (disclosure_id)
ORDER BY d.publisher, t.fiscal_year, t.stage;

-- 7 | 一个单位历年的数，不论何名 | A publisher over the years, under any of its names
SELECT p.name, p.other_names, t.fiscal_year, t.stage, t.current_expenditure_yuan
FROM publishers p JOIN disclosures d USING (publisher_id) JOIN disclosure_totals t USING (disclosure_id)
WHERE p.name = '江苏省委办公厅' OR list_contains(p.other_names, '江苏省委办公厅')
ORDER BY t.fiscal_year, t.stage;

-- 8 | 差错及所据规则 | Figures in error, with what the check means
SELECT d.publisher, d.fiscal_year, v.zh AS check_zh, v.en AS check_en, f.left, f.right,
       f.difference, f.message_zh, f.message_en
FROM findings f JOIN disclosures d USING (disclosure_id)
LEFT JOIN vocabulary v ON v.kind = 'check' AND v.code = f.check_id
WHERE f.verdict = 'publisher_error' ORDER BY d.publisher, f.check_id, f.finding_id;

-- 9 | 按英文名取功能分类 | Functions by English name
SELECT d.publisher, f.fiscal_year, f.stage, f.expenditure_yuan, f.general_budget_yuan
FROM functions f JOIN disclosures d USING (disclosure_id)
WHERE f.function_code IN (SELECT code FROM vocabulary
                          WHERE kind = 'function_code' AND en = 'Education')
ORDER BY ALL;

-- 10 | 换一种单位 | Amounts in another unit
SELECT d.publisher, t.fiscal_year, round(t.current_expenditure_yuan / 10000, 2) AS wan_yuan,
       round(t.current_expenditure_yuan / 1000000, 2) AS million_yuan
FROM disclosure_totals t JOIN disclosures d USING (disclosure_id)
WHERE t.current_expenditure_yuan IS NOT NULL ORDER BY wan_yuan DESC;
