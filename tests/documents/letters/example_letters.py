"""One made-up letter of every template, complete, for golden texts and for looking at."""

from datetime import date

from gongkai.documents.letters import Frame, LetterText, Template, fill, grounds_text, letter_remedy
from gongkai.domain.cases import Places

SIGNED = date(2025, 10, 28)
PLACES = Places(
    "示例县人民政府",
    "示例市人民政府",
    "示例市教育局",
    {"basic": "示例县人民法院", "intermediate": "示例市中级人民法院"},
    "示例县教育局",
)
GROUNDS = ("NO_THIRD", "NO_INTERNAL")
GIVEN = {
    "you": "你",
    "organ": "示例县教育局",
    "office": "示例县教育局办公室",
    "case_number": "jyj-2025-0003",
    "received_on": "2025-09-26",
    "arrived_on": "2025-09-26",
    "confirmed_on": "2025-09-26",
    "channel": "当面提交",
    "reply_due": "2025-10-30",
    "procedure": "经告知补正，本机关于2025年10月10日收到补正的申请。",
    "description": "2024年示例县城区义务教育学校布局规划",
    "request": "2024年示例县城区义务教育学校布局规划",
    "correction_sent_on": "2025-09-29",
    "correction_served_on": "2025-09-29",
    "correction_days": "10",
    "correction_end": "2025-10-17",
    "corrected_on": "2025-10-10",
    "withdrawn_on": "2025-10-11",
    "fee_sent_on": "2025-10-09",
    "fee_served_on": "2025-10-09",
    "fee_end": "2025-11-06",
    "fee_yuan": "380",
    "opinion_days": "15",
    "pay_days": "20",
    "new_due": "2025-11-27",
    "applicant_name": "王小明",
    "applicant_kind": "自然人",
    "addressee_name": "王小明",
    "served_document": "政府信息公开申请答复书（教育局信公〔2025〕12号）",
    "form": "纸质复印件",
    "given": "示例县城区义务教育学校布局规划（2024—2030年）1份，12页",
    "place": "示例县人民政府网站 https://www.shilixian.example/zdgk/ 2024年5月6日公开的《示例县城区义务教育学校布局规划》。",
    "withheld": "第3页第2段|个人隐私（家庭住址）|第十五条|第三方不同意公开，公开会损害其合法权益",
    "classification": "该信息已依照法定程序确定为国家秘密，尚在保密期限内。",
    "forbidding_law": "《中华人民共和国统计法》第十一条",
    "endangered": "公共安全",
    "third_party_facts": "本机关于2025年10月9日书面征求第三方意见，第三方不同意公开。",
    "internal_kind": "内部工作流程",
    "process_kind": "讨论记录",
    "case_file": "2024年校车安全检查处罚案卷",
    "query_law": "依照《不动产登记暂行条例》的规定，请到示例县不动产登记中心查询。",
    "search": "2025年10月9日，在本机关档案室和电子公文系统中以“学校布局”“布局规划”为词检索，没有找到。",
    "right_organ": "该信息由示例县自然资源局负责公开，联系电话0000-0000001。",
    "earlier_reply": "教育局信公〔2025〕3号，2025年4月2日",
    "publication": "《示例县教育年鉴（2024）》，可以到示例县图书馆查阅。",
    "earlier_delivery": "2025年4月2日，本机关已当面向你提供该信息的复印件。",
    "handling": "终止办理。",
    "correction_points": "写明所需信息的年份\n写明是城区还是全县的规划",
    "limit": "10",
    "excess_facts": "2025年8月1日至9月26日共提出申请43件。",
    "extension_days": "20",
    "asked_content": "2024年校舍征收补偿协议中与你有关的部分。",
    "question": "是否同意公开上述信息；不同意的，请说明理由。",
    "consulted": "第三方",
    "answer_by": "2025-10-20",
    "decided_content": "校舍征收补偿协议中的补偿总额。",
    "release_on": "2025-11-10",
    "fee_scale": "按量计收",
    "fee_facts": "本件申请提供68页。1至30页不收费；31至68页每页10元，计380元。",
    "yuan": "380",
    "pay_how": "持本通知书到示例县政务服务中心综合窗口缴纳。",
    "longer_until": "2025-12-31",
    "corrected_content": "将毕业生登记中的出生年份更正为1990年。",
    "right_channel": "向示例县信访局提出，联系电话0000-0000003。",
    "transfer_to": "示例县公安局，联系电话0000-0000002",
    "reasons": "经审查，上述信息记录的是本机关研究布局调整时的不同意见，公开会影响以后坦率讨论。",
}  # fmt: skip


def example_letter(template: Template, *, author: str = "county_department") -> LetterText:
    """Complete, signed on 2025-10-28 by the department."""
    grounds = GROUNDS if template.key == "N14-partial" else ()
    told = letter_remedy(template, author, SIGNED, PLACES, grounds=grounds)
    raw = GIVEN | {
        "basis": template.cited(),
        "grounds": grounds_text(grounds),
        "remedy": told.text if told else "",
    }
    names = {"applicant": "王小明", "third_party": "示例县某建设有限公司", "none": ""}
    frame = Frame(
        "示例县教育局",
        names.get(template.addressee, "示例县自然资源局"),
        "" if template.is_form else "教育局信公〔2025〕12号",
        None if template.is_form else SIGNED,
        "" if template.is_form else "联系单位：示例县教育局办公室；联系电话：0000-0000000",
        ("示例县城区义务教育学校布局规划",) if template.key == "N14-open-give" else (),
    )
    return fill(template, raw, frame)
