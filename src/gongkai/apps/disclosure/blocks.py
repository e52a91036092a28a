"""The parts a text is made of in the editor: paragraphs, tables, pictures."""

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock

PARAGRAPH_FEATURES = ["h2", "h3", "h4", "bold", "ol", "ul", "hr", "link"]


class PictureBlock(blocks.StructBlock):
    """A picture with the words that stand for it (GB/T 37668: 替代文本)."""

    image = ImageChooserBlock(label="图片")
    alternative_text = blocks.CharBlock(label="替代文本", max_length=200)
    caption = blocks.CharBlock(label="图注", max_length=200, required=False)

    class Meta:
        icon = "image"
        label = "图片"


BODY_BLOCKS = [
    ("paragraph", blocks.RichTextBlock(label="正文", features=PARAGRAPH_FEATURES, icon="pilcrow")),
    ("table", TableBlock(label="表格")),
    ("picture", PictureBlock()),
]
