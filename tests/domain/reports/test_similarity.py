from gongkai.domain.reports.similarity import alike_in_batch, likeness

TEXT = (
    "一是部分科室对公开目录的更新不够及时，2024年有3个栏目没有新的内容。"
    "二是政策解读的形式比较单一，图表和问答方式偏少。"
    "三是业务人员变动频繁，新任人员对答复文书的写法不熟悉。"
)
OTHER = (
    "一是乡镇之间公开水平不平衡，两个镇没有更新过村务栏目。"
    "二是网站搜索功能不便于查找历史文件，群众多次反映。"
    "三是与档案馆的移交手续还没有形成固定做法。"
)
SET_PHRASE = "坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻党的二十大精神，推进各项工作。"


def test_years_figures_and_item_numbers_do_not_matter() -> None:
    changed = TEXT.replace("2024", "2025").replace("3个", "12个").replace("一是", "（一）")
    found = likeness(changed, TEXT)
    assert found.score == 1
    assert len(found.passages) == 3
    first = found.passages[0]
    assert changed[first.start : first.end].strip() == first.text


def test_a_word_changed_in_a_sentence_still_counts_and_a_new_sentence_does_not() -> None:
    assert likeness(TEXT.replace("变动频繁", "变动较频繁"), TEXT).score == 1
    assert likeness(OTHER, TEXT).score == 0
    assert 0.3 < likeness(TEXT + OTHER, TEXT).score < 0.7


def test_set_phrases_are_left_out() -> None:
    assert likeness(SET_PHRASE, SET_PHRASE).compared == 0


def test_a_batch_names_the_copied_pair_and_not_what_everybody_says() -> None:
    usual = "全县各单位对公开工作重要性的认识还需要进一步提高。"
    other = [
        OTHER.replace("乡镇", f"第{name}片区各村").replace("档案馆", f"{name}馆")
        for name in "甲乙丙丁"
    ]
    texts = [
        TEXT + usual,
        *(one + usual for one in other[:1]),
        usual * 3,
        TEXT + usual,
        "各写各的情况。" + usual,
    ]
    assert [(pair.one, pair.other) for pair in alike_in_batch(texts, 0.6)] == [(0, 3)]


def test_a_large_batch_is_not_compared_pair_by_pair() -> None:
    texts = [
        "。".join(
            f"第{chr(0x4E00 + n)}{chr(0x5E00 + k)}{chr(0x6E00 + n)}号事项由经办人{chr(0x7E00 + k)}负责到底"
            for k in range(12)
        )
        for n in range(400)
    ]
    texts[7] = texts[300]
    assert [(pair.one, pair.other) for pair in alike_in_batch(texts, 0.8)] == [(7, 300)]
