"""Lines of help on the blank attestation, in the languages of the house. None was reviewed: the paper says so under each."""

from __future__ import annotations

from collections.abc import Mapping

HELP: Mapping[str, Mapping[str, str]] = {
    "en": {
        "hand": "Write everything yourself, by hand, in pen.",
        "names": "Surname and first names",
        "birth": "Date and place of birth",
        "home": "Address (that of an association is allowed)",
        "occupation": "Occupation",
        "links": "Are you related to one of the parties, do you work with or for them, do you share an interest with them?",
        "facts": "Only what you saw or noticed yourself, not what others told you.",
        "court": "Copy this sentence: the paper is for a court, and a false statement is punished.",
        "dated": "Place, date and signature",
        "identity": "Add a copy of an official paper with your name and your signature.",
        "none": "Without an identity paper it is a simple testimony. It still counts.",
    },
    "ar": {
        "hand": "اكتبوا كل شيء بأنفسكم، بخط اليد وبالحبر.",
        "names": "اللقب والأسماء",
        "birth": "تاريخ الولادة ومكانها",
        "home": "العنوان (يجوز عنوان جمعية)",
        "occupation": "المهنة",
        "links": "هل لكم قرابة بأحد الأطراف، أو تعملون معه أو لديه، أو لكم مصلحة مشتركة معه؟",
        "facts": "فقط ما رأيتموه أو لاحظتموه بأنفسكم، لا ما حكاه لكم غيركم.",
        "court": "انسخوا هذه الجملة: هذه الورقة للمحكمة، والشهادة الكاذبة يعاقب عليها القانون.",
        "dated": "المكان والتاريخ والتوقيع",
        "identity": "أرفقوا نسخة من وثيقة رسمية عليها اسمكم وتوقيعكم.",
        "none": "من دون وثيقة هوية تكون الورقة شهادة بسيطة، ولها قيمتها.",
    },
    "fa": {
        "hand": "همه را خودتان با دست و با خودکار بنویسید.",
        "names": "نام خانوادگی و نام",
        "birth": "تاریخ و محل تولد",
        "home": "نشانی (نشانی یک انجمن هم پذیرفته است)",
        "occupation": "شغل",
        "links": "آیا با یکی از طرف‌ها خویشاوندی، رابطهٔ کاری یا نفع مشترک دارید؟",
        "facts": "فقط آنچه خودتان دیده‌اید یا متوجه شده‌اید، نه آنچه دیگران گفته‌اند.",
        "court": "این جمله را رونویسی کنید: این برگه برای دادگاه است و شهادت دروغ مجازات دارد.",
        "dated": "محل، تاریخ و امضا",
        "identity": "رونوشت یک مدرک رسمی با نام و امضای خود را پیوست کنید.",
        "none": "بدون مدرک هویت، این یک گواهی ساده است و باز هم ارزش دارد.",
    },
    "ps": {
        "hand": "هر څه په خپله، په لاس او په قلم ولیکئ.",
        "names": "تخلص او نومونه",
        "birth": "د زېږېدو نېټه او ځای",
        "home": "پته (د یوې ټولنې پته هم منل کېږي)",
        "occupation": "دنده",
        "links": "ایا د کوم اړخ سره خپلوي، کاري اړیکه یا ګډه ګټه لرئ؟",
        "facts": "یوازې هغه څه چې تاسو په خپله لیدلي یا مو پام ورته شوی، نه هغه چې نورو ویلي دي.",
        "court": "دا جمله ولیکئ: دا پاڼه د محکمې لپاره ده او د دروغو شهادت سزا لري.",
        "dated": "ځای، نېټه او لاسلیک",
        "identity": "د یو رسمي سند کاپي چې ستاسو نوم او لاسلیک ولري ورسره یو ځای کړئ.",
        "none": "د پېژندپاڼې پرته دا ساده شهادت دی، خو ارزښت لري.",
    },
    "ti": {
        "hand": "ኩሉ ባዕልኹም ብኢድኩም ብብርዒ ጽሓፉ።",
        "names": "ስም ስድራቤትን ስምን",
        "birth": "ዕለትን ቦታን ልደት",
        "home": "ኣድራሻ (ናይ ማሕበር ኣድራሻ ይፍቀድ)",
        "occupation": "ስራሕ",
        "links": "ምስ ሓደ ካብቶም ወገናት ዝምድና፣ ናይ ስራሕ ርክብ ወይ ናይ ሓባር ረብሓ ኣለኩም ድዩ፧",
        "facts": "ባዕልኹም ዝረኣኹሞ ወይ ዘስተብሃልኩሞ ጥራይ፣ ካልኦት ዝነገሩኹም ኣይኮነን።",
        "court": "እዚ ምሉእ ሓሳብ ቅድሑ፦ እዚ ወረቐት ንቤት ፍርዲ እዩ፣ ናይ ሓሶት ምስክርነት ድማ የቕጽዕ።",
        "dated": "ቦታ፣ ዕለትን ፌርማን",
        "identity": "ስምኩምን ፌርማኹምን ዘለዎ ወግዓዊ ሰነድ ቅዳሕ ኣተሓሕዙ።",
        "none": "ብዘይ መንነት ወረቐት ተራ ምስክርነት እዩ፣ ግን ክብሪ ኣለዎ።",
    },
}
"""By language, then by heading of the blank."""
