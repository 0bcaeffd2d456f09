"""What a line of a pasted page is when it is no text, in any of the three writings.

Lines are folded to Simplified and half-width signs first. Some kinds are what they are anywhere;
the others, words that may also be headings, only above or below all text.
"""

# ruff: noqa: E501

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kb.language.conversion import fold_script
from kb.language.detection import HAN

# Whole lines, between signs and arrows.
_INTERFACE = frozenset(
    """
    workflow|icon|search|search documents|search for|search…|share|share this|share this article|log in|login|sign in
    sign up|register|menu|main menu|home|back|back to top|top|subscribe|print|copy link|download|close|more|read more
    view more|show more|see more|load more|loading|skip to content|skip to main content|skip navigation|cookie settings
    cookies|accept|accept all|follow|follow us|like|reply|report|save|bookmark|advertisement|ad|ads|sponsored
    toggle navigation|submit|settings|language|notifications|listen|embed|open app|open in app|sign in to continue
    facebook|twitter|linkedin|whatsapp|email|e-mail|comment|comments|leave a comment|post a comment|leave a reply
    首页|登录|注册|登录注册|登录/注册|搜索|搜一搜|分享|分享到|分享至|收藏|点赞|赞|转发|评论|举报|投诉|关注|已关注|取消
    打印|返回|返回顶部|回到顶部|返回首页|下载|下载本文档|下载文档|立即下载|文档简介|文档介绍|展开|展开全文|展开阅读全文
    收起|阅读全文|阅读原文|查看原文|查看更多|加载更多|加载中|更多|广告|复制链接|扫码|扫一扫|微信扫一扫|扫码分享
    扫码关注|分享到微信|分享到微博|分享到朋友圈|微信|微博|朋友圈|菜单|导航|上一页|下一页|提交|确定|登录后评论|打开app|打开客户端
    打开app阅读全文|客户端下载|写评论|发表|发送|发布|全部评论|最新评论|热门评论|网友评论|暂无评论|发表评论|提交评论|我要评论
    我来说两句|评论区|继续阅读|免费阅读|继续免费阅读|点击查看|字号|大|中|小|听新闻|语音播报|不感兴趣|反馈|意见反馈|设置|消息
    购物车|我的|个人中心|上传|在线阅读|全文搜索|文库|频道|专题|投稿|联系我们|关于我们|网站地图|繁体|简体|手机版|电脑版
    """.replace("\n", "|").split("|")
)
INTERFACE = frozenset(word.strip() for word in _INTERFACE if word.strip())
_SEARCH = re.compile(r"^(icon|search\b.*|搜索|搜一搜|全文搜索)$")

_UNIT = "赞|点赞|阅读|浏览|评论|文章评论|网友评论|全部评论|转发|收藏|分享|热度|播放|围观|views?|likes?|comments?|shares?|reads?|replies"
_COUNT = re.compile(
    rf"^(\(\d+\)|\d+\s*/\s*\d{{2,5}}|({_UNIT})(数|量|次数)?\s*[:(]?\s*[\d.,]+\s*(万|k|w|m)?\+?\)?\s*(次|人|条)?"
    rf"|[\d.,]+\s*(万|k|w)?\+?\s*(人|次|条)?({_UNIT}|人赞同|人喜欢|人点赞))$"
)
_NEIGHBOUR = re.compile(
    r"^[<«←‹]*\s*(上一篇|下一篇|上篇|下篇|上一条|下一条|上一章|下一章|previous (post|article|story)|next (post|article|story))"
    r"(?=[:\s»>]|$|\d).{0,80}(?<![。!?])$"
)
_PREVIEW = re.compile(
    r"^(.{2,60}_第\s?\d+\s?页|已阅读?\s?\d+\s?页.{0,40}"
    r"|还剩\s?\d+\s?页.{0,30}|剩余\s?\d+\s?页.{0,30}|(当前|本)?文档(共|总)\s?\d+\s?页.{0,30})$"
)
# The foot of a printed page; a slide of an outline is headed alike.
_PAGE = re.compile(r"^(第\s?\d+\s?页([/,\s]*共\s?\d+\s?页)?|page \d+ of \d+)$")
_RELATED = re.compile(
    r"^[【\[]?(相关推荐|相关阅读|相关文章|相关新闻|相关资讯|相关报道|推荐阅读|延伸阅读|猜你喜欢|热门推荐|热门文章|热门新闻|为你推荐|大家都在看"
    r"|更多精彩内容?|更多相关内容|related (articles|posts|stories|news|reading|content)|you (may|might) also (like|enjoy|be interested in)"
    r"|recommended( for you| reading)?|more (from|on) .{1,30}|read next|up next|most (read|popular|viewed)|trending( now)?)[】\]]?:?$"
)
_LEGAL = re.compile(
    r"如若转载|转载请(注明|联系)|请注明(出处|来源)|版权(说明|声明|所有)\s*[:©]|^(©|\(c\)|copyright\b)|all rights reserved"
    r"|(本文|文章|以上|上述)(内容|观点)?(仅|只|不)代表(作者|本站|本网|本人|嘉宾)|免责声明\s*:|本(文档|资料|作品)由(用户|网友|会员).{0,6}(提供|上传)"
    r"|^\W*(\d{1,2}[.、)]\s*)?本(站|网站|平台|网)(所有|不|仅|只|对|的|rar|.{0,20}(不承担|不保证|概不负责))"
    r"|(京|沪|粤|浙|苏|鲁|川|渝|闽|湘|鄂|皖|津)icp[备证]|reproduc\w+ without (written )?permission|terms of (use|service) and privacy"
)
_LEGAL_HEADING = re.compile(
    r"^[【\[]?(温馨提示|免责声明|版权声明|版权说明|特别声明|法律声明|郑重声明|使用说明|disclaimer|copyright notice|legal notice|terms of use)[】\]]?:?$"
)
LEGAL_WORDS = re.compile(
    r"本站|网站|侵权|权益|下载|上传|资源|版权|转载|用户|责任|文库|软件|安装|阅读器|存储空间|解压|盈利用途|免责|liab|rights|copyright|permission|this (site|website)|download"
)
_COMMENTS = re.compile(
    r"^(文章|网友|全部|最新|热门|精彩)?(评论|回复|comments?|responses)(区|列表)?\s*(\(\d+\)|\d+)?$|^\d+ (comments|replies|responses)$"
)
COMMENT_SIGNS = re.compile(
    r"回复|赞|举报|楼|\d+\s?(分钟|小时|天|个月|年)前|\breply\b|\blike\b|\bago\b"
)
_LONGEST = 200
_WIDE = str.maketrans("，：；（）！？／［］", ",:;()!?/[]")
_AROUND = " \t\u3000·•|>»›<«‹→←▲▼↑↓+-=*.…"

# Kinds that hold wherever the line stands; the rest only above and below the text.
ANYWHERE = frozenset({"neighbour", "preview", "legal"})


def folded(lines: Sequence[str]) -> list[str]:
    """Return lines in Simplified, lower case and half-width signs, to compare them.

    Lines too long for any kind come out empty.
    """
    short = "\n".join(line.strip() if len(line) <= _LONGEST else "" for line in lines)
    text = unicodedata.normalize("NFC", short).translate(_WIDE)
    return (fold_script(text) if HAN.search(text) else text).lower().split("\n")


@lru_cache(maxsize=4_000)
def kind_of(line: str) -> str | None:
    """Return the kind of a folded line that is no text, None for one that may be text."""
    if _LEGAL.search(line):
        return "legal"
    if len(line) > 130:
        return None
    for kind, pattern in (
        ("preview", _PREVIEW),
        ("page", _PAGE),
        ("neighbour", _NEIGHBOUR),
        ("comments", _COMMENTS),
        ("count", _COUNT),
        ("related", _RELATED),
        ("legal_heading", _LEGAL_HEADING),
    ):
        if pattern.match(line):
            return kind
    return "interface" if is_interface(line) else None


def is_interface(line: str) -> bool:
    """Return whether folded words are those of an interface."""
    return line.strip(_AROUND) in INTERFACE


def is_search_box(line: str) -> bool:
    """Return whether a folded line belongs to a search box."""
    return _SEARCH.match(line.strip(_AROUND)) is not None
