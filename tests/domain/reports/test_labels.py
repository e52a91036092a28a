from gongkai.domain.reports.labels import (
    label_index,
    normalise,
    similarity,
    split_enumerator,
)


def test_normalise_drops_what_says_nothing() -> None:
    assert normalise("三、 本年 度办 理结 果") == "三、本年度办理结果"
    assert normalise("３．危及“三安全一稳定”") == "3.危及三安全一稳定"
    assert normalise("（七）总計") == "(七)总计"


def test_enumerators_come_in_one_spelling() -> None:
    assert split_enumerator("(三)不予公开") == ("(三)", "不予公开")
    assert split_enumerator("2、重复申请") == ("2.", "重复申请")
    assert split_enumerator("一、本年新收") == ("一、", "本年新收")
    assert split_enumerator("2021年") == ("", "2021年")


def test_similarity_of_a_lost_character_is_high() -> None:
    assert similarity("本年废止件数", "本年废止件") > 0.85
    assert similarity("规章", "行政许可") == 0.0


def test_damaged_labels_find_their_row() -> None:
    index = label_index("2021")
    for printed, key in {
        "2.其他法律行政止公开": "refused.law",
        "5.属于三类内容事务信息": "refused.internal",
        "(二)部分公开(区分处理的,只计这一情况,不计其他情形)": "partial",
    }.items():
        found = index.exact(normalise(printed)) or [index.nearest(normalise(printed), "t3")]
        assert found[0] is not None and found[0].label.key == key


def test_labels_of_no_row_find_none() -> None:
    index = label_index("2021")
    for printed in ("小计", "其他主动公开文件", "备注", "单位：件"):
        assert not index.exact(normalise(printed))
        assert index.nearest(normalise(printed), "t2") is None
