"""Reports made from sentences of our own, as many and as long as a test wants, the same for the same seed."""

from __future__ import annotations

import random
from pathlib import Path

ACTS = (
    "اغتال مسلحون مجهولون ناشطا في {place}",  # unknown gunmen assassinated an activist in ...
    "قصفت طائرات تركية مواقع حزب العمال الكردستاني قرب {place}",  # Turkish aircraft bombed PKK positions near ...
    "اعتقلت قوات الأمن عشرة متظاهرين في {place}",  # security forces arrested ten demonstrators in ...
    "تظاهر مئات المواطنين في {place} احتجاجا على البطالة",  # hundreds demonstrated in ... against unemployment
    "زار وزير الخارجية الإيراني {place}",  # the foreign minister of Iran visited ...
    "نفت وزارة الدفاع العراقية قصف {place}",  # the defence ministry of Iraq denied shelling ...
)
PLACES = ("بغداد", "البصرة", "أربيل", "الموصل", "كركوك")
DAYS = ("يوم الأحد", "أمس", "مساء الاثنين", "في 20 تموز 2020")


def text_of(random_: random.Random, sentences: int) -> str:
    """Give a report of so many sentences."""
    return "\n".join(
        f"{random_.choice(ACTS).format(place=random_.choice(PLACES))} {random_.choice(DAYS)}." for _ in range(sentences)
    )


def write_reports(folder: Path, count: int, sentences: int = 6, seed: int = 1) -> Path:
    """Write so many reports, each a text file, and give the folder."""
    folder.mkdir()
    random_ = random.Random(seed)
    for number in range(count):
        text = f"{text_of(random_, sentences)}\n{number}"
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
    return folder
