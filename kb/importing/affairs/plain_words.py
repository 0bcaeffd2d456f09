"""Words that stand in reports of anything, and therefore say nothing about what one reports."""

_WORDS = """
表示 消息 近日 日前 记者 引发 回应 争议 网友 公司 此前 随后 针对 一事 宣布 发布 公告 有人
不少 目前 已经 可能 进行 相关 没有 正在 认为 其 这个 这件 这一 事情 一直 甚至 我们 他们 你们
大家 作为 因为 所以 就是 什么 怎么 为何 为什么 背后 官方 负责人 分析 之后 以后 之前 今年
去年 明年 当日 当天 当晚 次日 昨日 昨天 今日 今天 上午 下午 晚间 其实 显然 数据 一位 多位
部分 董事长 总经理 集团 品牌 企业 团队 接受 不会 不是 最后 第一 第二 事件 情况 问题 原因
结果 内容 方面 人员 工作 媒体 采访 据悉 据了解 了解 显示 指出 强调 说明 声明 网络 平台 社交
微博 账号 评论 热议 关注 舆论 同时 此次 这次 本次 任何 所有 以及 或者 还是 但是 然而 而且
如果 虽然 需要 应当 应该 必须 可以 能够 仍然 仍在 继续 开始 成为 作出 做出 提出 提供 称其
不属 一个 一些 这些 那些 这样 如何 经过 通过 根据 对于 关于 由于 自己 对此 出来 这么 说法
发文 发帖 留言 公布 显得 多年 年度 近期 最近 现在 其中 之一 来自 包括 存在 出现 发生 影响
the and that with for from this was were has have had not but its their his her they said
says company will would could after before over about into more than who what when which
been are
while where there these those some such other only also because through during under between
through against being became become most many much very just even still then since until within
public relations company's statement response people reported according called made make take took
one two three first last week month year years day days time new has had may might should must can
公关 总监 总裁 创始人 部门 致歉 道歉 深夜 直播 回复 解释 承认 质疑 用户 消费者 顾客 客户 投诉 曝光
"""
PLAIN_WORDS = frozenset(_WORDS.split())
