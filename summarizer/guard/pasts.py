"""Past forms of irregular verbs with the verb. A table."""

from __future__ import annotations

PASTS = dict(
    pair.split(":")
    for pair in """bought:buy sold:sell paid:pay made:make found:find lost:lose won:win held:hold kept:keep
    took:take taken:take gave:give given:give knew:know known:know told:tell met:meet sent:send built:build
    brought:bring stole:steal stolen:steal broke:break broken:break began:begin begun:begin grew:grow grown:grow
    fell:fall rose:rise saw:see seen:see spent:spend wrote:write written:write ran:run led:lead chose:choose
    chosen:choose came:come went:go gone:go spoke:speak hid:hide hidden:hide fought:fight sought:seek
    caught:catch taught:teach drew:draw drove:drive flew:fly shot:shoot thought:think
    """.split()
)
