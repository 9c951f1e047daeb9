"""Provinces: names in both languages, and their places in the map of tiles."""

from __future__ import annotations

# Province code: its name in both languages, its letters in ISO 3166-2:CN for where there is little
# room, and its tile's column and row.
PLACES: dict[str, tuple[str, str, str, int, int]] = {
    "00": ("中央", "Central", "CG", 0, 0),
    "23": ("黑龙江", "Heilongjiang", "HL", 8, 0),
    "66": ("兵团", "XPCC", "XPCC", 0, 1),
    "65": ("新疆", "Xinjiang", "XJ", 1, 1),
    "15": ("内蒙古", "Inner Mongolia", "NM", 6, 1),
    "22": ("吉林", "Jilin", "JL", 8, 1),
    "62": ("甘肃", "Gansu", "GS", 3, 2),
    "64": ("宁夏", "Ningxia", "NX", 4, 2),
    "14": ("山西", "Shanxi", "SX", 5, 2),
    "11": ("北京", "Beijing", "BJ", 6, 2),
    "12": ("天津", "Tianjin", "TJ", 7, 2),
    "21": ("辽宁", "Liaoning", "LN", 8, 2),
    "63": ("青海", "Qinghai", "QH", 2, 3),
    "61": ("陕西", "Shaanxi", "SN", 4, 3),
    "41": ("河南", "Henan", "HA", 5, 3),
    "13": ("河北", "Hebei", "HE", 6, 3),
    "37": ("山东", "Shandong", "SD", 7, 3),
    "54": ("西藏", "Tibet", "XZ", 1, 4),
    "51": ("四川", "Sichuan", "SC", 3, 4),
    "50": ("重庆", "Chongqing", "CQ", 4, 4),
    "42": ("湖北", "Hubei", "HB", 5, 4),
    "34": ("安徽", "Anhui", "AH", 6, 4),
    "32": ("江苏", "Jiangsu", "JS", 7, 4),
    "53": ("云南", "Yunnan", "YN", 2, 5),
    "52": ("贵州", "Guizhou", "GZ", 3, 5),
    "43": ("湖南", "Hunan", "HN", 4, 5),
    "36": ("江西", "Jiangxi", "JX", 5, 5),
    "33": ("浙江", "Zhejiang", "ZJ", 6, 5),
    "31": ("上海", "Shanghai", "SH", 7, 5),
    "45": ("广西", "Guangxi", "GX", 4, 6),
    "44": ("广东", "Guangdong", "GD", 5, 6),
    "35": ("福建", "Fujian", "FJ", 6, 6),
    "71": ("台湾", "Taiwan", "TW", 8, 6),
    "46": ("海南", "Hainan", "HI", 4, 7),
    "82": ("澳门", "Macao", "MO", 5, 7),
    "81": ("香港", "Hong Kong", "HK", 6, 7),
}
