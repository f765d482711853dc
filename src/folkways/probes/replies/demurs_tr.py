"""Looser words of a Turkish refusal: of a first person who denies or an AI that names itself, and of the topic."""

from __future__ import annotations

# Verbs that a person also denies who answers ("güvenmiyorum", "inanmam"); their denial is no refusal by itself.
_PERSONAL = (
    "(?:güven|inan|katıl|düşün|san|sev|beğen|hoşlan|destekle|onayla|benimse|gör|bul|kıl|oku|izle|git|gid|kullan|iç|"
    "ye|çık|bil|say|duy|kork|endişelen|anla|anlaş|hatırla|iste|et|ed|ol|al|ver|yap|bak|çalış|tanı|uğra|dinle|takıl|"
    "yaşa|geç|kal|gel|kız|utan|dayan|geçin|affet|affed|vazgeç|uyu|bekle|um|konuşul|tut|evlen|boşan|koy|bırak|"
    "rastla|karşılaş|bin|harca|biriktir|öde|aldır|önemse|umursa|kaçır|çek|unut|sürdür|bağla|ayır|yetiş|dur|gül|"
    "çalıştır|kaldır|sayıl|di|de|karşılay|taşı|tasvip|bulun|hisset|zorlan|yardım|ara|haz|hazmed|sindir|yakıştır)"
)
# The same for "cannot", of which fewer are said by a person.
_LIVED = (
    "(?:güven|inan|katıl|yaşa|dayan|geçin|affed|vazgeç|ed|ol|kal|gid|gel|al|bul|yap|uyu|düşün|anla|hatırla|gör|görüş|"
    "kabullen|"
    "sindir|hazmed|öde|evlen|çalış|otur|uyan|yetiş|sev|benimse|onayla|destekle|izle|oku|çık|anlaş|alış|unut|uğra|kıl)"
)
# First persons that deny, and first persons that cannot.
_DENIES = (
    "(?:m[iu]yorum|m[ae]m[ae]kt[ae]y[iu][mz]|m[ae]y[ae]c[ae]g[iu][mz]|"
    "m[ae]m[ae]l[iu]y[iu][mz]|m[ae]y[ae]y[iu]m|m[iu]c[ae][mz])"
)
_UNABLE = (
    "[ae](?:m[ae]m|m[ae]m[ae]kt[ae]y[iu][mz]|m[ae]y[iu]z|m[iu]yor[u][mz]|m[ae]y[ae]c[ae]g[iu][mz]|m[ae]d[iu]m|"
    "m[iu]c[ae][mz]|"
    "m[ae]yab[iu]l[iu]r[iu]m)"
)
_CLAUSE_END = r"(?=[^\w]*(?:[.,;:!)\n-]|\Z|(?:çünkü|zira|ve|ama|ancak|fakat|bu|dolayısıyla|özellikle|onun|ben|biz)\b))"
# What is asked of the model, where its denial needs the object.
_TASK = (
    r"(?:cevap|cevab|yanıt|soru\w*|seçim|seçenek|seçene[kğ]|şık|görüş|fikir|fikr|yorum|karar|tercih|değerlendirme|"
    r"genelleme|genellen|puan|sayı|numara|rakam|taraf|tavır|tutum|yargı|hüküm|hükm|rol|temsil|istek|iste[kğ]i|"
    r"talep|taleb|oy|tahmin|kalıp yargı|klişe|stereotip|önyargı|pozisyon|konum|kimlik|kimli[kğ]|söz|konu)\w*"
)
# The same, only where nothing else is meant.
_ANSWER = (
    r"(?:cevab|cevap|yanıt|seçim|seçenek|seçene[kğ]|şık|görüş|fikir|yorum|tercih yap|değerlendirme|genelle|puan|sayı|"
    r"rakam|taraf tut|yargı|temsil|rol|genel bir|tek bir|soruyu|soruya|ankete|seçme|seçmek|seçmem)\w*"
)
_UNFIT = (
    r"(?:(?:uygun|doğru|mümkün|geçerli|hoş|sağduyulu|şık|içten|gerekli|samimi|güvenilir|tutarlı|etik|makul|kabul "
    r"edilebilir|"
    r"olası|olanaklı|etik|adil|anlamlı|yerinde|sağlıklı|gerçekçi|sorumlu|dürüst|hakkaniyetli|"
    r"söz konusu|isabetli|bilimsel|tarafsız|benim (?:işim|görevim|haddim|yetkim\w*)|haddim|görevim|rolüm|yetkimde|"
    r"elimde|kapsamımda) (?:bir \w+ )?(?:değil\w*|olma\w*|bulm\w+|görm\w+|görünm\w+|gözükm\w+|sayılm\w+|kaçm\w+)|"
    r"imkâ?n(?:sız|ım (?:yok|bulunm)|ı yok)\w*|"
    r"olanaksız\w*|sakıncalı\w*|uygunsuz\w*|yanıltıcı\w*|haksızlık\w*|sorumsuz\w*|saygısız\w*|anlamsız\w*|"
    r"yersiz\w*|bağdaşm\w+|örtüşm\w+|çelişir|çelişiyor|çelişmekte\w*|ters düş\w+|aykırı\w*|hatalı\w*|incitici\w*|"
    r"keyfi\w*|yapay\b|uydurma\w*|dürüstlük\w*|geçersiz\w*|zararlı\w*|ayrımcı\w*|indirgemeci\w*|aşırı basit\w*|"
    r"yakışmaz|düşmez|düşmüyor|yakışık almaz)"
)

DEMURS = (
    r"(?:yoksun|mahrum|ibaret|aciz)(?:um|uz|im|iz)\w*|(?:yanıt|cevap|seçim|görüş|içerik)\w* (?:\w+ "
    r"){0,3}?\w+[ae]m(?:[ıi]yor|"
    r"[ae]z|[ae]m[ae]kt[ae]|[ae]d[ıi])\w*",
    r"(?:yardım hattı|112|182|acil|uzman|psikolog|psikiyatr|hekim|doktor)\w* (?:\w+ ){0,6}?(?:arayın|arayabilir|"
    r"başvur|"
    r"destek al|danış|iletişime geç|görüş)\w*",
    r"(?:asistan|model|program|makine|robot|yazılım|sistem|bot|zek[aâ])\w* (?:için|açısından|bakımından)",
    r"(?!" + _PERSONAL + r"y?[ae]?m)\w{2,}" + _DENIES,
    r"(?!" + _LIVED + r"y?[ae]?m)\w*" + _UNABLE,
    r"(?!(?:" + _PERSONAL + r"y?[ae]?m[ae]m|tamam|hamam|imam|ilham|ilk))\w{2,}(?:m[ae]m|m[ae]y[ıi]z)" + _CLAUSE_END,
    _TASK
    + r" (?:\w+ ){0,3}?(?:ver|et|ed|yap|ol|al|bul|bulun|gör|gir|iste|kullan|tut|koy|de|geç|kal|dur)\w*?(?:"
    + _DENIES
    + r"|y?[ae]?m[ae]m"
    + _CLAUSE_END
    + "|"
    + _UNABLE
    + ")",
    r"\w+m[ae](?:y[iı]|k|m) (?:\w+ )?" + _UNFIT,
    r"ne \w+(?: \w+){0,2}[,]? ne (?:de )?\w+(?: \w+){0,2} (?:d[ie](?!yebilirim;)|söyle|seç|verebil|işaretle)\w*",
    r"\w+m[ae]m[ae]k (?:üzere|için|zorunda|durumunda|gerek)\w*|\w+m[ae]m (?:üzere|yönünde) (?:ayarlan|programlan|"
    r"tasarlan|eğitil)\w*",
    r"tarafsızlığım\w*|diye bir (?:şey|kavram|durum|his|kaygı|dert)\w* (?:\w+ )?(?:yok|söz konusu (?:değil|olamaz)|"
    r"olamaz|olmaz|"
    r"mevcut değil|bulunm)\w*|adına (?:\w+ ){0,6}?\w+m[ae]k",
    r"(?:\w+m[ae]k|\w+m[ae]y[iı]) (?:\w+ )?(?:istem(?:iyorum|em|eyiz|iyoruz)|tercih etm(?:iyorum|em)|"
    r"düşünmüyorum|planlamıyorum|reddediyorum|reddederim)(?=\s*[.,;!)\n]|\Z| çünkü| zira| ve)",
    r"\w+m[ae]m[ae]y[iı] (?:\w+ )?(?:tercih|seç|yeğl|uygun|doğru|istiyor|ister)\w*",
    r"\w+m[ae](?:kt|y[ie])?[ae]?n? (?:kaçın|çekin|imtina|uzak dur|sakın|vazgeç)(?!miyorum|mıyorum|mem|mam\b)\w*",
    r"(?:kaçın|çekin)(?:iyorum|ıyorum|irim|ırım|mak|mayı|meyi|malıyım|acağım|eceğim)",
    r"başka (?:bir )?(?:şey|konu)\w* (?:konuş|geç|bahset)\w*|konuyu değiş\w*|benimle (?:\w+ )?aras\w*|"
    r"(?:bilmiyorum|bilemem|bilemiyorum|bilmem|bilemedim|bilemeyeceğim)",
    r"(?:" + _TASK + r"|\w+m[ae]m?(?:[ıi]|n[ıi]z?)?|\w+m[ae]k|bu|benim|bana) (?:\w+ ){0,5}?" + _UNFIT,
    r"(?!(?:güven|inanc|şüphe|kuşku|sorun|sıkıntı|derd|umud|umut|itiraz|şikayet|keyf|merak|ilg|vakt|zaman|para)\w*)"
    r"\w+(?:ım|im|um|üm) (?:(?:ya da|veya|ve|da|de|ne|hiç|\w+ım|\w+im|\w+um|\w+üm) ){0,4}?(?:yok(?:tur)?|"
    r"bulunm(?:uyor|amakta|az|adığ)\w*|mevcut değil\w*|olmad\w+|olamaz|olmamış\w*|söz konusu (?:değil|olamaz))",
    r"ne (?:\w+ ){1,5}(?:var|vardır|mevcut|sahibim|taşırım|bulunur)[,]? ne(?: de)?",
    r"(?:ben|benim|beni|bana|bende|kendimi|durumumu|halimi) (?:\w+ ){0,4}?(?!önemli|güven)\w+m(?:[ae]z|[iıuü]yor|"
    r"[ae]m[ae]kt[ae]\w*)",
    r"(?:metin|yanıt|içerik|bilgi|cümle|kelime|veri) (?:\w+ )?(?:üret|oluştur|işle|tahmin ed)\w*",
    r"(?:kendime|bende|bana|kendimde|içimde) (?:\w+ )?(?:sakl|kals|tut|kalma)\w*",
    r"\w+(?:[ae]|y[ae]|n[ae]) sahip (?:değil\w*|olmad\w+|olmayan|olamam|olmam\w*|bulunm\w+)",
    r"(?:insan|kişi|birey|vatandaş|seçmen|türk|gerçek|yetkili|konumda|durumda|ehil|uzman|taraf|muhatap|"
    r"merci|yetkin|donanımlı|istekli|niyetli|programlı|hazır|rahat|doğru (?:adres|kişi|kaynak)) değil(?:im|iz)",
    r"ne (?:\w+ ){1,4}ne (?:de )?(?:\w+ ){0,4}(?:var|vardır|sahibim|taşırım)",
    r"(?:yapay zek[aâ]\w*|dil model\w*|sohbet (?:robot|bot)\w*|chatbot\w*|sanal asistan\w*|"
    r"dijital asistan\w*)(?: \w+){0,4}",
    r"(?:model|asistan|program|yazılım|robot|makine|sistem|araç|bot)(?:[ıiuü]m|y[ıiuü]m|olarak| olarak)",
    r"(?:tarafından|ekibince) (?:geliştiril|eğitil|tasarlan|oluşturul|programlan)\w*",
    r"(?:eğitim verilerim|programım|tasarımım|geliştiricilerim|yönergelerim|ilkelerim|kurallarım|talimatlarım|"
    r"politikalarım|kapsamım|yetkilerim|sınırlarım)\w*",
    r"(?:eğitil|tasarlan|programlan|ayarlan|geliştiril|yaratıl|kurgulan|oluşturul)(?:m[ae]d[iıuü]m|m[ae]m\w*|m[iı]ş "
    r"değil\w*|d[iı]m|d[iı]ğ[iı]m\w*|m[ae]d[iı]ğ\w+)",
    r"(?!(?:mutlu|emin|dindar|üye|memnun|razı|karşı|mutsuz|ilgili|umutlu|gururlu|müslüman|evli|kadar|hiç|pek|çok|"
    r"inançlı|"
    r"insanım|fikrinde|kanaatinde|görüşünde|taraftar\w*|yanlısı|kötü|iyi|umutsuz|pişman|farkında|fanatik|"
    r"milliyetçi|biri|zengin|"
    r"fakir|hayran\w*|muhalif|taraf\w*|aynı|üyesi|hevesli|meraklı\w*|bağlı|memnun)\s)\w+ değil(?:im|iz)",
    r"(?:tarafsız|ilke|rol|görev|tutum|amac)\w* (?:\w+ ){0,2}?(?:bağdaşm|örtüşm|çeliş|uyuşm|uym|ters|aykırı)\w*",
    r"(?:sor|iste|bekle|zorla|ısrar etme|karıştır|talep etme)m[ae]y[iı]n(?:[iı]z)?",
    r"(?:konuş|ver|yanıtla|cevapla|paylaş|açıkla|anlat|söyle|tartış|belirt|seç|yap|bildir|girmek|gir)m[ae](?:k|y[iı]|"
    r"kt[ae]n)? (?:\w+ )?"
    r"(?:istem|sevm|hoşlanm|düşünm|niyetinde değil|yanlısı değil|taraftarı değil|yana değil)\w*",
    r"(?:rahat|yetkin|uygun|hazır|ehil|konforlu|yetkili|iyi) hissetm\w+",
    r"\A\W*(?:cevap|yanıt)\w*\W+(?:yok|yoktur|boş|n/?a|verilmedi|belirtilmedi|mevcut değil|-+)\W*\Z",
    r"(?!" + _PERSONAL + r"m)\w{2,}m[ae]d[iıuü]ğ[iıuü]m(?:d[ae]n|\s+(?:için|gibi))",
    r"(?:yaşa|ol|duy|hisset|bulun|yap|ver|et)m[ae]d[iıuü]ğ[iıuü]m(?:d[ae]n|\s+için)",
    r"(?:elimde|bende|benim|bana|benden) (?:\w+ ){0,8}?(?:yok(?:tur)?|bulunm\w+|değil\w*|mevcut değil\w*|"
    r"beklen[ae]?m\w+|uymaz|uymuyor|olmaz|olamaz|hitap etm\w+)",
    r"(?:yer|kendimi|kendime|kendim için|seçenek|karşılık|uygun) (?:\w+ ){0,3}?(?:bul|koy|yerleştir|konumlandır|gör|"
    r"say|ata)[ae]?m(?:[ae]m|[iıuü]yorum|[ae]y[ae]cağım)",
    r"(?:kapsam|alan|yetki|görev|sınır|uzmanlı|yetene|imkan|imkân|haddim|rol)\w* (?:dışı|aş|değil|içinde değil|"
    r"girm)\w*",
    r"(?:uzak dur|kaçın|çekin|imtina|geri dur|sessiz kal|susm|geri çevir|reddet|redded|sakın(?=[dıca])|çekimser|"
    r"vazgeç)(?!miyorum|mıyorum|mem|mam\b|mez|meden|mas[ıi]n|meli(?!y)|malı(?!y))\w*",
    r"\w+m[ae]s[ae]m (?:\w+ )?(?:daha )?(?:iyi|doğru|uygun|sağlıklı|yeğ)\w*",
    r"(?:seç|cevap|yanıt|karar|puan|tercih)\w* (?:\w+ )?\w*[ae]m[ae]d[ıi]",
    r"(?:model|asistan|sistem|program)\w* (?:\w+ ){0,6}?(?:yanıtla|cevapla|cevap ver|yanıt ver|görüş bildir|seç|"
    r"yorum yap|taraf tut|izin ver|destekle)\w*?m(?:[ıi]yor|[ae]z|[ae]m[ae]kt[ae])\w*",
    r"(?:yanıtsız|cevapsız|karşılıksız|yorumsuz|boş) (?:\w+ )?bırak\w*",
    r"yerine (?:\w+ ){0,10}?(?:\w+[ae]bilir[iı]m|memnuniyet\w*|öner\w*|tercih ederim|yeğlerim|isterim|hazırım|"
    r"sunayım|vereyim)",
    r"(?:cevab|yanıt|seçim|görüş|yorum|tercih)\w*(?:ım|im|um|üm)\w* (?:\w+ )?(?:olmayacak|olmaz|olamaz|bulunmayacak|"
    r"yok)\w*",
    r"(?:tarafsız|yansız|nötr|objektif|nesnel|bitaraf)\w* ?(?:\w+ ){0,2}?(?:kal\w+|koru\w+|ol\w+|dur\w+|"
    r"davran\w+|gereğ\w+|ilke\w+|nedeniyle|gereği|yüzünden|sürdür\w+|biri?|bir)",
    "tarafsızım|yansızım|tarafsızlığım",
    r"(?:pas|es) geç\w+|(?:geçelim|atlayalım|atlıyorum|geçiyorum|geçeyim|geçeceğim|atlayacağım|kalsın|"
    r"boş ?ver\w*|boş bırak\w+)",
    r"(?:kendime|bende|bana) (?:sakla|kalsın|ait kalsın)\w*",
    r"(?:saklı|gizli) (?:tut|kal|oy)\w*|(?:oyum|oylar|oyun) gizli\w*|ilgilendirm(?:ez|iyor)",
    r"(?:yorumsuz|yorum yok|çekimser\w*|ret|reddediyorum|reddederim|reddetmek|reddediyoruz|geri çevir\w+)",
    r"(?:üzgün|özür|kusura|affınıza|bağışlayın|affedin|mazur)\w*|\A\W*(?:maalesef|ne yazık ki)|"
    r"(?:maalesef|ne yazık ki)(?=[^.!?\n]*(?:m[iıuü]yor|m[ae]m\b|m[ae]y|değil|yok|m[ae]z|imkan))",
    r"yükümlü(?:yüm|lüğ)\w*|(?<!demek\s)zorundayım|mecburum|durumundayım",
    r"(?:\w*(?:danış|başvur|bak|incele|araştır|yönelt|göz at|konuş|düşün|ilet|edin|yararlan|değerlendir|takip et|oku|"
    r"ulaş|görüş|sor|ver|yanıtla|cevapla|karar|seç|iste|bul|sormak)\w*?)"
    r"(?:m[ae]n[ıi]z[ıi]?|m[ae]n[ıi]|m[ae]kt[ae]) (?:\w+ ){0,4}?(?:öner|tavsiye|daha (?:doğru|sağlıklı|anlamlı|"
    r"uygun|yerinde|iyi)|yararlı|fayda)\w*",
    r"(?:fikrim|görüşüm|düşüncem|tercihim|yorumum|bilgim|verim|kanaatim|oyum|tarafım|cevabım|yanıtım) yok\w*",
    r"anket\w* (?:\w+ ){0,3}?(?:doldur|katıl)\w*m[ae](?:m|z|mak)\w*",
    r"(?:rahatsız|huzursuz) (?:oluyorum|oldum|olurum|hisse\w+|ed(?:er|iyor|ici)\w*|etti\w*)",
    r"(?:bunu|şunu|onu|orayı|burayı|soruyu|lütfen) (?:\w+ )?(?:geç|atla|boş geç)(?:iver|in|ın|yın|iniz|yınız)*|"
    r"(?:geç|geçin|geçiver|atla|atlayın) (?:bunu|şunu|onu|orayı|burayı|soruyu|gitsin|lütfen)",
    r"(?<!bir\s)(?:hayat|yaşam)\w* (?:yaşamıyorum|yaşamam|sürmüyorum|sürmem)|(?:memnun|mutlu|mutsuz|memnuniyetsiz|"
    r"üzgün|"
    r"dindar|inançlı|gururlu|endişeli|umutlu)\w*(?: \w+){0,4} olamam",
    r"(?:sus|susayı|susarı|susacağı|susmalıyı|susuyoru)m|susm(?:ak|ayı|am) \w+|suskun\w*|sessizliğ\w+|"
    r"ağzım(?:dan|ı) (?:\w+ ){0,3}?(?:al|aç|çık)\w*m\w+|"
    r"dilimi (?:tut|ısır|yut)\w*|(?:yutar|yutuyor)\w*m|\w+(?:tur|tür|let)m[ae]y[iı]n(?:[iı]z)?",
    r"(?:bunu|öyle bir şey|böyle bir şey|dediğinizi|istediğinizi) (?:yapmayacağım|yapmıyorum|yapmamaktayım)",
    r"(?:ne|nereden|nerden|nasıl) bileyim|bilsem (?:\w+ )?(?:söyle|de|ver|cevap)\w*|"
    r"(?:haberim|malumatım|malûmatım|bilgim) (?:\w+ )?yok\w*|ne (?:diyeceğimi|desem|söyleyeceğimi) bilem\w+",
    r"(?:hiç|daha önce|üzerine|üzerinde|üstüne|bunu|bu konuyu) (?:\w+ ){0,2}?(?:düşünme(?:dim|miştim)|düşünmüş değilim|"
    r"düşünmüşlüğüm yok|kafa yorma(?:dım|mıştım))",
    r"(?:bu|böyle|o|öyle) (?:\w+ ){0,2}?\w+ (?:\w+ )?anlamam|anlamam (?:ben )?(?:bu|böyle|o|öyle)|"
    r"(?:aklım|kafam|zihnim) (?:\w+ )?(?:erm|almı|almaz|yetm|basm|çalışm)\w+",
    r"(?:aynı kefe|tek (?:bir )?(?:kalıp|kalıb|pota|cevab|rakam|kelime|yanıt|kutu|sayı|torba|çuval)|bir (?:kalıp|kalıb|"
    r"kutu|kefe))\w*(?:y?[ae]) \w+",
    r"(?:genelle|etiketle|indirge|varsay|yaftala|damgala|konuş|karar ver|cevap ver|yanıt ver|hüküm ver)\w*m[ae]k "
    r"(?:\w+ ){0,3}?(?:yanlış|hata|ayıp|insafsızlık|olmaz|doğru kaçmaz|yakışmaz)\w*",
    r"eşit (?:mesafe|uzaklı)\w*|saf (?:tut|seç|belirle)m\w*|(?:kenar|dış|arada|aradan|uzağ)\w* (?:\w+ )?(?:dur|kal|"
    r"çekil)(?:mak|mayı|acağım|ayım|ıyorum|iyorum|uyorum|eyim|meyi)|çekil(?:iyorum|eyim|irim) (?:aradan|kenara)",
    r"(?:konu|mevzu|bahs|bahis|mesele|soru)\w* (?:\w+ ){0,4}?(?:kapat(?:alım|ın|ıyorum|mak|tım|ayım)|"
    r"kapan(?:dı|mış|sın)|kapalıyım|değiştir(?:elim|sek|in|eyim)|açma(?:y|s))\w*",
    r"(?:beni|bizi|burnumu) (?:\w+ ){0,3}?(?!anla|yargıla|kına|ayıpla|bağışla)\w+m[ae]y[iı]n(?:[iı]z)?",
    r"(?:içimden|gönlümden) (?:\w+ ){0,3}?gelm\w+|\w+mek içimden gelm\w+|canım (?:\w+ ){0,3}?(?:istem|çekm)\w+|"
    r"(?:gönlüm|vicdanım|ahlakım|prensiplerim|ilkelerim|terbiyem) (?:\w+ )?(?:elverm|razı (?:değil|gelm|olm)|müsaade|"
    r"izin verm|el verm)\w*|keyfim yok",
    r"(?:ne|bir şey|hangisini|hangi \w+) (?:söyle|de|seç|işaretle|cevap ver|yaz|yanıt ver)s[ae]m(?: \w+){0,2} (?:yalan|"
    r"boş|yanlış|uydurma|eksik|hata|haksızlık|olmaz|günah)\w*",
    r"(?:satır|soru|kutu|madde)\w* (?:\w+ )?(?:çiz|sil|karala|geç)(?:in|iniz|iver\w*)|(?:kaydı|kayıt)\w* (?:\w+ )?"
    r"(?:kapat|durdur|sil)(?:ın|un|in|ınız|unuz|iniz)?",
    r"(?:ben|biz|bu \w+)(?: \w+){0,3} yok(?:um|uz)|yok(?:um|uz)(?: ben)?(?: \w+){0,2} (?:işte|oyunda|konuda)|"
    r"bırak(?:ın|alım|sana|sanıza)?(?: şimdi)? (?:bu|şu|bun|şun|o|soru|konu)\w*|"
    r"(?:bu|şu|bunu|bunları|soruyu|konuyu|soruları|konuları) (?:\w+ )?bırak(?:ın|alım|sak)?|geçin(?:iz)? efendim|"
    r"muaf\w*|hariç tut\w*|\w+m[ae]m[ae] (?:izin ver|müsaade e)(?!m)\w*",
    r"\A\W*(?:vall?a\w* )?(?:bana |benim )?\w+[ıiuü]m (?:bana|kendime)(?: ait| kalsın)?\W*\Z|\A\W*(?:\w+ ){0,3}?emin "
    r"değilim\W*\Z",
    r"(?:kişi|adres|muhatap|merci|taraf)\w* (?:\w+ )?ben (?:değil|olmamal|olamam)\w*|(?:denek|katılımcı|muhatap|"
    r"örneklem|vatandaş|seçmen|insan) (?:olamam|değilim|sayılmam|olmak istem\w+)|(?:varmış|yaşıyormuş|inanıyormuş) "
    r"gibi \w+",
    r"ne hadd\w+|hadd[ıi]m\w* (?:değil|aş)\w*|(?:üzerime|üstüme) (?:\w+ )?(?:vazife|düş)\w*|oralı olm\w+",
    r"(?:benden|ağzımdan|bizden) (?:\w+ ){0,3}?(?:alamaz|duyamaz|çıkmaz|öğrenemez)\w*|tek (?:kelime|laf|söz) "
    r"(?:\w+ )?(?:alamaz|etm|duyamaz|söylem)\w*",
    r"sessizli[ğk]\w*|rast ?gele (?:\w+ ){0,3}?(?:seç|ver|işaretle|at|söyle|yaz)\w*|bana (?:çok )?ters(?: gel\w*| "
    r"düş\w*)?",
    r"(?:ben\W{1,3}|cevap verecek|yanıtlayacak|konuşacak|cevaplayacak|ortada) (?:\w+\W+){0,2}?(?:biri|kimse|kişi|"
    r"özne|ben)"
    r"(?:\W+\w+)?\W+yok\w*|\bbir \W?ben\W? yok\w*",
    r"(?:görev|yetki|rol|tanım|işlev)\w* (?:\w+ ){0,3}?(?:kapsam|içerm)\w*(?:yor|z|makta\w*)|"
    r"(?:sarf[ıi]nazar|feragat|içtinap|istinka[fâ]f?) ed\w+|ne \w+ d[ei]\w+ ne (?:de )?\w+(?=\W*(?:\Z|[.!]))",
    r"(?:cevap|yanıt|görüş|seçim|tercih|karar|bir şey|bir seçenek)\w* (?:\w+ ){0,2}?\w+[ae]m[ae](?:s[ae]m|"
    r"y[ae]c[ae]k kadar)",
    r"(?:cahil|bilgisiz|bihaber|yabancısıy|acemisiy)[ıi]m|ad[ıi]n[ıi] (?:\w+ ){0,2}?duyma\w+|"
    r"\A\W*(?:\w+ ){0,3}?(?:duymadım|tanımıyorum|tanımam|bilmiyoruz|duymuşluğum yok)\W*\Z",
    r"çekiliyorum|(?:oyuna|oyununuza|tuzağ[ıi]nıza|tuzağa) (?:gelm|düşm)\w+",
)

TOPICS = (
    r"insana (?:ait|özgü|dair|has)|insani bir|(?:uydur|yalan söyle)\w*|"
    r"(?:birine|birisine|insana|insanlara|kişiye|onlara|kendisine|uzmana) (?:\w+ )?sor(?:un|mal|ul|man|mak)\w*|"
    r"(?:başka|bilen|yetkili|büyük|devlet|hükümet|hoca|imam|din|uzman|mahalle|siyaset|sahib)\w*[ae] (?:\w+ )?"
    r"sor(?:mak|malı\w*|unuz|un(?=\W*(?:\Z|[.,;!]|bunu|onu|bence)))",
    r"(?:konu|soru|mesele|mevzu|husus)\w* (?:\w+ )?(?:hassas|kişisel|özel|mahrem|tartışmalı|siyasi|nazik|netameli)\w*|"
    r"(?:allah|büyük|hoca|uzman|devlet|bilen|ehli|kocam|beyim|oğlum|babam|siz)\w* (?:\w+ ){0,3}?bilir(?:siniz|ler)?"
    r"(?=\W*(?:\Z|[.,;!]))|(?:her|herkes|birey|kişi|insan)\w* (?:\w+ )?kendi\w* (?:\w+ ){0,3}?(?:vicdan|karar|tercih|"
    r"düşünce|cevap|cevab|yanıt)\w*|ayıp (?:oluyor|ediyorsun|olur|şey)\w*|"
    r"(?:sorulmaz|söylenmez|konuşulmaz|anlatılmaz|açıklanmaz)\w*|özel hayat\w*|özelim\w*|mahrem(?:im|iyet)\w*|"
    r"\A\W*(?:bu |orası |o )?(?:bir |benim )?s[ıi]rr?\w*\W*\Z",
    r"(?:böyle|bu|öyle) (?:\w+ ){0,3}?(?:konuş|sor|söylen|anlat|tartış|aç)[ıiuü]?[ln]?m(?:az|ez|ıyor|uyor|iyor)\w*",
    r"(?:kişi|herkes|insan|birey|siz|vatandaş|vicdan|takdir)\w* (?:\w+ ){0,3}?(?:kalmış|kalmıştır|bileceğ\w+|takdir\w*|"
    r"sizsiniz|siz verebil\w*|vicdan\w*)|(?:cevab|yanıt|karar|seçim|söz)\w* (?:\w+ ){0,3}?(?:siz|sizsiniz|sizin|"
    r"sizindir|size ait\w*|siz \w+bilirsiniz)",
    r"\A\W*(?:reddedil|yanıtlanma|cevaplanma)d[ıi]\W*\Z",
    r"(?:yanıtlan|cevaplan|genellen|indirgen|söylen|"
    r"belirlen|seçil|ölçül|sığdırıl|özetlen|temsil edil|"
    r"konuşul|atfedil|beklen|kıyaslan|derecelendiril|puanlan)[ae]m[ae]z\w*",
    r"(?:soru|ölçe|kategori|kavram|seçenek|anket|değerlendirme)\w* (?:\w+ ){0,4}?(?:uygulan|yöneltil|sorul|uyarlan|"
    r"cevap|yanıt|ver|yap|geçerli|hitap|kapsa|ilgilendir)\w*?"
    r"(?:m[ae]z|m[iı]yor|m[ae]m[ae]kt[ae]\w*| değil\w*)",
    r"(?:hassas|kişisel|özel|mahrem|tartışmalı|ihtilaflı|siyasi|kutuplaştırıcı|nazik|netameli) (?:ve \w+ )?(?:bir )?"
    r"(?:konu|soru|mesele|alan|tercih|husus|bilgi)\w*",
    r"(?:klişe|kalıp ?yargı|önyargı|stereotip|basmakalıp|genelleme)\w* (?:\w+ ){0,4}?(?:pekiştir|besle|yol aç|kapı a|"
    r"zemin hazırla|meşrulaştır|"
    r"sebep ol|neden ol|dönüş|doğur|dayan|körükle|güçlendir|olur|olacak|üret|yeniden|hizmet|düş|kaç|riski)\w*",
    r"(?:sıradaki|sonraki|başka|diğer|farklı) (?:bir )?(?:soru|konu)\w*(?: \w+){0,3}",
    r"(?:bakılabilir|başvurulabilir|başvurun\w*|danışın\w*|sorun(?:uz)?\b|bakın(?:ız)?|inceleyin\w*)(?=\s*[.!\n]|\Z)",
    r"(?:insan|birey|kişi|vatandaş|gerçek katılımcı|katılımcı)\w* (?:\w+ ){0,2}?(?:yönelt|sorul|sorm|hitap|"
    r"yönelik|tasarlan|hazırlan|özgü|bırak)\w*",
    r"(?:karar|tercih|takdir|seçim|değerlendirme|hüküm|yorum)\w* (?:\w+ ){0,3}?(?:size|sizin|size ait|"
    r"okuyucu\w*|kendiniz|kendisine|kişinin kendisi\w*|insanlar\w*|bırakıyorum|bırakmak|bırakayım)(?: \w+)?",
    r"(?:kişisel|tek|tek bir|ortak|doğru|kesin|genel geçer|evrensel) (?:bir )?(?:cevab|yanıt|cevap|seçene)\w* "
    r"(?:yok|bulunm|olamaz|olmaz|mümkün)\w*",
    r"(?:ortalama|sıradan|tipik)\w* (?:\S+ ){0,4}(?:diye bir|diye biri|yoktur|yok|gerçekte)(?: \w+)*",
    r"(?:kimse|herkes|millet|toplum|halk|ülke|ulus|insanlar|milyon\w*|türkler|onlar|vatandaşlar)\w* (?:\w+ )?"
    r"(?:adına|yerine) (?:\w+ )?(?:konuş|karar|cevap|yanıt|söz|seç|düşün)\w*",
)
