import pytest

from gongkai.domain.reports.annual_report import report_from_cells
from gongkai.domain.reports.organ_profile import Level, OrganKind, profile_of

SURE = [
    ("交口县", "county", "government"),
    ("洪泽区人民政府", "county", "government"),
    ("淮安市洪泽区人民政府", "county", "government"),
    ("沭阳县发展和改革局", "county", "department"),
    ("上海市人民政府办公厅", "province", "office"),
    ("阎良区信访局", "county", "department"),
    ("岳阳市信访局", "city", "department"),
    ("区统计局", "county", "department"),
    ("县教育局", "county", "department"),
    ("合江县人民政府办公室", "county", "office"),
    ("泉州市洛江区教育局", "county", "department"),
    ("乌海市工业和信息化局", "city", "department"),
    ("黄埔区丰收乡人民政府", "township", "government"),
    ("丰收乡", "township", "government"),
    ("周矶街道办事处", "township", "government"),
    ("新乡市卫生健康委员会", "city", "department"),
    ("景德镇市", "city", "government"),
    ("镇江市市场监督管理局", "city", "department"),
    ("荆州市沙市区", "county", "government"),
    ("济南市市中区民政局", "county", "department"),
    ("宿迁市", "city", "government"),
    ("运城市城市管理局", "city", "department"),
    ("苏州市昆山市", "county", "government"),
    ("陵水黎族自治县住房和城乡建设局", "county", "department"),
    ("广西壮族自治区民政厅", "province", "department"),
    ("贵州省", "province", "government"),
    ("黔东南苗族侗族自治州凯里市教育局", "county", "department"),
    ("巴林左旗乡村振兴局", "county", "department"),
    ("南浔区练市镇人民政府", "township", "government"),
    ("定西市公共资源交易中心", "city", "other"),
    ("盐城市规划局", "city", "department"),
    ("红旗区红旗街道", "township", "government"),
    ("国家电影局", "national", "department"),
    ("江苏省市场监督管理局", "province", "department"),
]


@pytest.mark.parametrize(("organ", "level", "kind"), SURE)
def test_a_plain_name_tells_level_and_kind(organ: str, level: str, kind: str) -> None:
    profile = profile_of(report_from_cells({}, organ=organ))
    assert (profile.level, profile.kind, profile.certain) == (Level(level), OrganKind(kind), True)


@pytest.mark.parametrize(
    "organ",
    [
        "平潭综合实验区",
        "测试市",
        "市人民政府办公室",
        "郑州经济技术开发区管委会",
        "浦东新区",
        "天府新区",
        "义乌市财政局",
    ],
)
def test_a_name_with_several_answers_is_not_certain(organ: str) -> None:
    assert not profile_of(report_from_cells({}, organ=organ)).certain


def test_prose_tells_the_level_of_a_city_without_making_it_certain() -> None:
    profile = profile_of(
        report_from_cells({}, organ="测试市", sections={"一": "指导各县（市、区）开展工作。"})
    )
    assert (profile.level, profile.level_certain) == (Level.CITY, False)


def test_a_bare_place_whose_prose_says_our_bureau_is_not_surely_a_government() -> None:
    report = report_from_cells({}, organ="示例县", sections={"一": "我局认真办理，我局高度重视。"})
    assert not profile_of(report).kind_certain


def test_a_street_office_speaks_of_itself_as_our_office() -> None:
    report = report_from_cells({}, organ="南山区南山街道办事处", sections={"一": "我办认真办理。"})
    profile = profile_of(report)
    assert profile.is_government
    assert not profile.peoples_government


def test_without_a_name_the_prose_is_asked() -> None:
    report = report_from_cells({}, organ="", year=None, sections={"一": "我局认真办理。"})
    profile = profile_of(report)
    assert (profile.kind, profile.certain) == (OrganKind.DEPARTMENT, False)
