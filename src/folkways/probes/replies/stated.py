"""Words round an option, §, that state it whatever a disclaimer says before, and words that choose two alike."""

from __future__ import annotations

from collections.abc import Mapping

#: The option is what comes closest, the middle that is named, or what describes somebody best.
STATED: Mapping[str, str] = {
    "en": (
        r"(?:closest|nearest|likeliest|safest|best-fitting|(?:most|best) \w+) (?:available |possible |"
        r"single |matching )?(?:options?|choices?|answers?|numbers?|points?|match|fit|response|letter|category|thing)"
        r"(?: [\w'-]+){0,12}? (?:is|would be|'d be|was|seems to be|has to be|must be|will be)\W*(?:(?:probably|likely|"
        r"the|simply|just|i think|option|letter|number|answer|point|to say)\W*){0,3}§|"
        r"(?:options?|choices?|numbers?|points?|response|letter|category|label|value|statement) (?:that|which) "
        r"(?:[\w'-]+ ){1,10}?(?:is|would be|'d be|was|seems to be|has to be|must be|will be)\W*(?:(?:probably|likely|"
        r"the|simply|just|i think|option|letter|number|answer|point|to say)\W*){0,3}§|"
        r"(?:middle|midpoint|centre|center|mid-point|halfway point|top|bottom|maximum|minimum|lowest|"
        r"highest)(?: of the "
        r"\w+)?(?: point| value| option)?\W+(?:(?:that is|that's|i[.]?e|so|namely|which is|meaning|or|"
        r"at)\W*)?§(?!\W*(?:is|are|was|exists|might|may|could|can|has)(?!\w))|"
        r"§[\"'*)]*,? (?:\w+ly )?(?:describes?|fits?|suits?|matches|captures|reflects?|represents?|sums up)"
        r"(?: [\w'-]+){1,9}? (?:best|most (?:closely|accurately)|better than)|"
        r"(?:on balance|all in all|all told|all things considered|taking everything together|in the end|overall),? "
        r"(?:it's |that's |i'm at |i land (?:on|at) |we're at )?[\"'*]*§|"
        r"which (?:leaves|brings|gets|puts|takes|lands)(?: \w+){0,3}\W+(?:(?:with|at|to|on|option|number)\W*)*§"
    ),
    "ar": (
        r"[وف]?(?:أن |إن )?(?:ال)?(?:أقرب|أنسب|أرجح) (?:ال)?(?:اختيار|خيار|إجابة|جواب|رقم|خيارات|إجابات|حرف|درجة|نقطة|"
        r"شيء|وصف|رد)\w*(?: \w+){0,10}? (?:هو|هي|سيكون|ستكون|يكون|تكون)\W*(?:(?:الحرف|حرف|الخيار|خيار|الرقم|رقم|الدرجة|"
        r"النقطة|إذن|على الأرجح)\W*){0,3}§|"
        r"[وف]?(?:ال)?(?:اختيار|خيار|إجابة|جواب|رقم|حرف|درجة|وصف|رد) (?:ال)?(?:أقرب|أنسب|أرجح|أدق|ذي|تي)"
        r"(?: \w+){0,10}? (?:قد يكون|هو|هي|سيكون|ستكون|يكون|تكون)\W*(?:(?:أنه|أنها|الحرف|حرف|الخيار|خيار|الرقم|رقم|"
        r"الدرجة|"
        r"على الأرجح)\W*){0,3}§|"
        r"(?:ال)?(?:وسط|منتصف|حد الأقصى|حد الأدنى)(?: \w+){0,2}\W+(?:(?:أي|يعني|وهو|وهي|أعني|عند|بمعنى|الرقم|رقم|"
        r"الدرجة|"
        r"درجة|النقطة)\W*)*§|"
        r"(?<=[،,(]\s)(?:أي|أعني|وهو|وهي) (?:(?:الخيار|الرقم|رقم|الدرجة|الإجابة) )?§(?=[\"')*]*[.]?\s*(?:$|[.\n]))|"
        r"(?:مما|وهذا|وهو ما|ما|وبهذا|وبذلك|هذا) (?:لا )?(?:[يت]ترك|[يت]بقى|[يت]بقي|[يت]قود|[يت]عطي|"
        r"[يت]ضع)\w*(?: (?:لي|"
        r"أمامي|أمامنا|لنا|إلى|عند|مع|سوى|إلا|الخيار|الرقم|خيار|رقم|الدرجة))*\W*§|"
        r"(?:في المحصلة|إجمالا|بشكل عام|في المجمل|في النهاية|عموما|على العموم)[،,:]?\W*§(?=[\"']*[.]?$)|"
        r"§[\"'*)]*[،,]? (?:[يت]صف|[يت]عبر عن|[يت]لخص|[يت]ناسب|[يت]مثل)(?: \w+){1,8}? (?:أفضل|أدق|أحسن|أكثر)"
    ),
    "fa": (
        r"(?:نزدیک ?ترین|مناسب ?ترین|محتمل ?ترین|بهترین) (?:گزینه|پاسخ|جواب|عدد|شماره|حرف|انتخاب|نقطه|امتیاز|نمره)\w*"
        r"(?: ?ی)?(?:[^\w.!?؟\n]+\w+){0,10}?[^\w.!?؟\n]+(?:(?:گزینه ?ی?|حرف|عدد|شماره ?ی?|همان|یعنی|می شود|میشه)\W*)*§"
        r"(?:\W+\w+){0,4}?\W*(?:است|هست|خواهد بود|می ?باشد|می ?شود|میشه|ه|$)|"
        r"(?:وسط|(?:نقطه ?ی? |عدد |گزینه ?ی? )?میانی|میانه|حد وسط|مرکز|بالاترین|پایین ?ترین|حداکثر|حداقل|بیش ?ترین|"
        r"کم ?ترین|میانگین)(?: (?:طیف|"
        r"مقیاس|عدد))?\W+(?:(?:یعنی|که همان|همان|که|"
        r"عدد|شماره ?ی?|نقطه ?ی?)\W*)*§(?!\W*(?:نیست|نمی))|"
        r"§[\"']*(?=[^.!?؟\n]*(?:بهتر|دقیق))(?:[^\w.!?؟\n]+\w+){1,12}?[^\w.!?؟\n]+(?:توصیف|بیان|منعکس|بازتاب|وصف|"
        r"تعریف) "
        r"می ?\w+|"
        r"اول(?:ش| از همه)? §[\"']*[،,]? ?و? ?(?:بعد|سپس)|"
        r"(?:که|و|پس) (?:می ?ماند|می ?مونه|می ?رسیم به|می ?رسم به|باقی می ?ماند)\W*(?:(?:گزینه ?ی?|عدد|شماره ?ی?|به|"
        r"همان)"
        r"\W*)*§|"
        r"(?<=[،,؛(]\s)(?:یعنی|یعنی همان) (?:(?:گزینه|شماره|عدد|مورد) ?ی? )?§(?=[\"']*[.]?\s*$)|"
        r"(?:در مجموع|روی هم رفته|رو هم رفته|در کل|سر جمع|در نهایت)[،,:]?\W*§(?=[\"']*[.]?$)"
    ),
    "tr": (
        r"en (?:yakın|uygun|olası|doğru) (?:\w+ )?(?:seçenek|seçeneğ|cevap|cevab|yanıt|şık|sayı|puan|nokta|harf|"
        r"tercih)\w*"
        r"(?: \w+){0,6}?\W+(?:(?:olarak|yine|muhtemelen|sanırım|bence|harfi|şıkkı|numara)\W*)*§(?:'?\w+)?(?: (?:harfi|"
        r"şıkkı|seçeneği|olur\w*|olacak\w*|olurdu|numara\w*|sayısı|olmalı|diyebilirim))*\W*(?:$|[,;(:-])|"
        r"(?:orta(?!lama)|ortas[ıi]|ortay[ıi]|tam orta|orta nokta|en üst|en alt)\w*\W+(?:(?:yani|o da|noktası|demek "
        r"ki|olan|"
        r"nokta)\W*)*"
        r"§|"
        r"(?:kala kala|geriye|bu da bizi|elde|bana|elimde) (?:\w+ )?§(?:'?\w+)? (?:kalıyor|kalır|götürüyor|"
        r"getiriyor)\w*|"
        r"(?:genel olarak|sonuç olarak|sonuçta|toplamda|bütünüyle|netice itibarıyla|her şey hesaba katıldığında),?\W*§"
        r"(?=[\"']*[.]?$)|"
        r"§[\"'*)]*(?: \w+){1,6}? en iyi (?:\w+ )?(?:anlat|tanımla|tarif|ifade|yansıt|özetle|açıkla)\w*"
    ),
}

#: Two options are chosen alike.
ALIKE = (
    r"both(?: of them)?(?=\W*(?:$|[,.;—-]| equally| are| for me| alike| to me| matter| i'd))|"
    r"split|the other half|(?:equally|alike|tied|a tie|(?:no|any) difference between|torn between|can't separate)|"
    r"(?:كلا (?:الاحتمالين|الخيارين|الجوابين|الأمرين)|كلاهما|كليهما|كلتاهما|[وف]?الاثنتان|الاثنان|الاثنين|"
    r"سيان|متساويان|متساويين|بالتساوي|لا فرق بينهما|على حد سواء|بالقدر نفسه|"
    r"بنفس القدر|معا بالدرجة نفسها)|"
    r"(?:هر دو(?:ی آنها|شان|تا|تاشون|ش)?|فرقی (?:با هم )?ن\w+|به یک اندازه|مساوی|یکسان|تفاوتی (?:\w+ ){0,3}?ن\w+)|"
    r"(?:ikisi(?:ni|nin|ne)?(?: de| birden)?|her iki\w*|eşit\w*|aynı derecede|aynı ölçüde|fark\w* (?:\w+ )?yok\w*|"
    r"arasında fark \w+)"
)
