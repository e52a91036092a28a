"""What is frozen for the public: an allow-list, tables that can be read aloud, pictures without notes."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo
from wagtail.images.models import Image

from gongkai.apps.disclosure.actions.writing import attach, detach
from gongkai.apps.disclosure.freezing.cleaning import clean, words
from gongkai.apps.disclosure.freezing.files import checked_size, public_path
from gongkai.apps.disclosure.freezing.notes import without_notes
from gongkai.apps.disclosure.freezing.tables import table_html
from tests.apps.disclosure.desk import paragraph


@pytest.mark.parametrize(
    ("given_html", "left"),
    [
        ("<p>好<script>alert(1)</script></p>", "<p>好</p>"),
        ("<p onclick=x()>好</p>", "<p>好</p>"),
        ("<p style='display:none'>藏起来的字</p>", "<p>藏起来的字</p>"),
        ("<iframe src=//x></iframe><p>好</p>", "<p>好</p>"),
        ("<a href='javascript:alert(1)'>点</a>", '<a rel="noopener noreferrer">点</a>'),
        ("<a href='data:text/html,x'>点</a>", '<a rel="noopener noreferrer">点</a>'),
        ("<img src=x onerror=alert(1)>", '<img src="x">'),
        ("<svg><p>好</p></svg>", "<p>好</p>"),
        ("<p>a<!-- 批注：不要公开 -->b</p>", "<p>ab</p>"),
        ("<h1>大</h1><h2>小</h2>", "大<h2>小</h2>"),
        ("<form action=/><input name=a></form>好", "好"),
    ],
)  # fmt: skip
def test_nothing_but_the_allow_list(given_html, left):
    assert clean(given_html) == left


@given(st.text(alphabet="<>/=\"' aphrefscriptonimgsrc:&;\u4e2d", max_size=80))
def test_cleaning_twice_changes_nothing_and_leaves_no_script(html):
    once = clean(html)
    assert clean(once) == once
    assert "<script" not in once.lower()


def test_words_of_a_text():
    html = (
        "<h2>一、范围</h2><p>全县&nbsp;小学&amp;初中<br>第二行</p>"
        "<table><tr><th>学校</th><td>30</td></tr><tr><th>二小</th><td>20</td></tr></table>"
    )
    assert words(html) == "一、范围\n全县 小学&初中\n第二行\n学校\t30\n二小\t20"


def table(data, choice="row", merged=(), caption=""):
    return {
        "data": data,
        "table_header_choice": choice,
        "mergeCells": list(merged),
        "table_caption": caption,
    }


def test_a_table_has_a_caption_and_header_cells_with_scope():
    html = table_html(table([["学校", "人数"], ["一小", "30"]], "both", caption="招生计划"))
    assert html == (
        '<table><caption>招生计划</caption><thead><tr><th scope="col">学校</th>'
        '<th scope="col">人数</th></tr></thead><tbody><tr><th scope="row">一小</th><td>30</td></tr>'
        "</tbody></table>"
    )
    assert clean(html) == html


def test_merged_cells_and_hostile_words():
    merged = [{"row": 0, "col": 0, "rowspan": 1, "colspan": 2}]
    html = table_html(table([["<b>计划</b>", None, "备注"], ["一\n小", "30", ""]], "row", merged))
    assert '<th scope="colgroup" colspan="2">&lt;b&gt;计划&lt;/b&gt;</th>' in html
    assert html.count("<th ") == 2 and "<td>一<br>小</td>" in html


@pytest.mark.parametrize(
    "merged",
    [
        {"row": 0, "col": 0, "rowspan": 99, "colspan": 99},
        {"row": 5, "col": 5, "rowspan": 2, "colspan": 2},
        {"row": -1, "col": 0, "rowspan": 2, "colspan": 2},
    ],
)
def test_spans_stay_inside_the_table(merged):
    html = table_html(table([["a", "b"], ["c", "d"]], "neither", [merged]))
    assert "99" not in html and html.startswith("<table>")


def test_an_empty_table_is_no_table():
    assert table_html(None) == table_html(table([["", None]])) == ""


def test_a_public_path_is_short_safe_and_says_the_name():
    path = public_path("ab" * 32, "关于/印发<办法>的通知 “附件”" + "长" * 300, "docx")
    name = path.rpartition("/")[2]
    assert path.startswith(f"files/ab/{'ab' * 32}/")
    assert len(name.encode()) < 250 and name.startswith("关于_印发_办法_的通知")
    assert public_path("ab" * 32, "..", "txt").endswith("/file.txt")


def test_bytes_that_are_not_those_recorded_do_not_go_out():
    with pytest.raises(ValueError, match="摘要不符"):
        checked_size(io.BytesIO(b"other"), "files/aa/aa/x.txt", "a" * 64)


def photograph() -> bytes:
    """A JPEG that says where it was taken."""
    picture = Picture.new("RGB", (3000, 2000), "#8899aa")
    notes = picture.getexif()
    notes[0x010F] = "SECRET-CAMERA"
    notes.get_ifd(0x8825)[1] = "N"
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=notes)
    return stream.getvalue()


@pytest.mark.django_db
def test_a_picture_is_bounded_and_tells_nothing_of_its_camera(desk, settings):
    from django.core.files.base import ContentFile

    data = photograph()
    assert b"SECRET-CAMERA" in data
    image = Image.objects.create(
        title="示意图", file=ContentFile(data, "a.jpg"), width=3000, height=2000
    )
    item = desk.item(
        body=[
            paragraph("<p>示意图如下。</p>"),
            {
                "type": "picture",
                "value": {
                    "image": image.pk,
                    "alternative_text": "招生划片范围示意",
                    "caption": "各校招生片区",
                },
            },
        ]
    )
    edition = desk.publish(item)
    [file] = edition.pictures
    assert 'alt="招生划片范围示意" width="1440" height="960"' in edition.body_html
    assert f'src="/{file["path"]}"' in edition.body_html
    frozen = (Path(settings.MEDIA_ROOT) / file["original"]).read_bytes()
    assert b"SECRET-CAMERA" not in frozen and not Picture.open(io.BytesIO(frozen)).getexif()
    assert file["size"] == len(frozen) and not Path(settings.PUBLIC_ROOT).exists()
    assert "各校招生片区" in edition.body_text


def test_notes_are_taken_out_without_touching_the_points():
    stream = io.BytesIO()
    notes = PngInfo()
    notes.add_text("Author", "SECRET-NAME")
    Picture.new("RGB", (8, 8), "#8899aa").save(stream, "PNG", pnginfo=notes)
    for data in (stream.getvalue(), photograph()):
        bare = without_notes(data)
        assert b"SECRET" in data and b"SECRET" not in bare
        assert Picture.open(io.BytesIO(bare)).tobytes() == Picture.open(io.BytesIO(data)).tobytes()
        assert without_notes(bare) == bare
        with pytest.raises(ValueError, match="不完整"):
            without_notes(data[:30])
    with pytest.raises(ValueError, match="只处理"):
        without_notes(b"GIF89a")


@pytest.mark.django_db
def test_what_is_public_can_be_made_anew_from_the_media_folder(desk, settings):
    """The working copy loses its file, the public folder is lost: the edition still names the bytes."""
    item = desk.item()
    file = attach(desk.clerk, item, "a.txt", b"first", "附件")
    edition = desk.publish(item)
    detach(desk.clerk, item, file)
    [named] = edition.attachments
    assert (Path(settings.MEDIA_ROOT) / named["original"]).read_bytes() == b"first"
