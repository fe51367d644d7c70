package handout

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// arabic puts the words into Arabic. A machine translated them and nobody has reviewed that; what is missing here
// stays English.
func (w *words) arabic() {
	w.NearYou, w.Help, w.Scan = "بالقرب منك", "خطوط المساعدة والخدمات", "امسح الرمز لقراءة المزيد"
	w.Sources, w.Page = "مصادر المعلومات", "الصفحة {page} من {pages}"
	w.ReadMore, w.QR, w.OutOfDate = "اقرأ المزيد:", "رمز QR إلى", "انتهت صلاحيته: لا يُوزَّع"
	w.Draft, w.Version, w.Checked = "مسودة: بانتظار %s", "الإصدار %s · يُراجَع قبل %s", "(تم التحقق في %s)"
	w.Comma, w.And = "، ", " و"
	w.Reviews = map[string]string{"clinical": "المراجعة السريرية", "legal": "المراجعة القانونية", "peer": "مراجعة الأقران"}
	w.Callouts = map[catalog.CalloutKind]string{
		catalog.Note: "ملاحظة", catalog.Tip: "نصيحة", catalog.Important: "مهم", catalog.Warning: "تحذير", catalog.Caution: "انتبه",
	}
	w.Months = [12]string{
		"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
	}
	w.Marks.arabic()
	w.Sheet.arabic()
}

func (w *markWords) arabic() {
	w.Abroad, w.AbroadAsk = "كُتب لـ %s. رقم الطوارئ هنا: %s", "كُتب لـ %s. تحقّق من كل رقم قبل الاستخدام"
	w.CheckBeforeUse = "تحقّق قبل الاستخدام: انقضى موعد المراجعة في %s"
	w.MachineDraft = "ترجمة آلية — لم تُراجَع"
	w.Stale = "مترجم من الإصدار %s. الأصل الآن هو الإصدار %s"
	w.DetailsChecked = "تم التحقق من البيانات في %s"
	w.Expired, w.HoldsFrom = "انتهى في %s — لم يعد ساريًا", "يسري من %s"
	w.From, w.Until, w.Everywhere, w.Where = "من", "حتى", "في كل مكان", "المكان"
	w.Alert, w.AlertVersion = "تنبيه بشأن المخدرات", "الإصدار %s"
	w.Urgencies = map[catalog.Urgency]string{
		catalog.Notice: "للعلم", catalog.Serious: "خطير: تضرّر أشخاص", catalog.Deadly: "قاتل: قد يموت أشخاص",
	}
}

func (w *sheetWords) arabic() {
	w.Code, w.MustBeRight = "رمزك", "يجب أن تكون صحيحة"
	w.SurePrompt, w.Sure, w.NotSure = "ما مدى تأكدك؟", "متأكد", "غير متأكد"
	w.Right, w.Why, w.Question, w.Answer = "الإجابة الصحيحة", "السبب", "السؤال", "الإجابة"
	w.Questions, w.Answers, w.Key = "ورقة الأسئلة", "الأسئلة مع الإجابات", "مفتاح الإجابات"
	w.Version, w.Form = "الإصدار %s · محتوى %s", "الورقة %d"
	w.CodeHow = "اختر رمزًا من 4 حروف أو أرقام واستخدم الرمز نفسه كل مرة. من فضلك لا تكتب اسمك على هذه الورقة."
	w.Pass = "النجاح عند %d بالمئة من الإجابات الصحيحة."
	w.PassAll = "النجاح عند %d بالمئة من الإجابات الصحيحة، إذا كان كل سؤال عليه عبارة «يجب أن تكون صحيحة» صحيحًا أيضًا."
	w.Partial, w.Survey = "الإجابة الصحيحة جزئيًا تُحسب جزئيًا.", "رأيك: لا توجد إجابة صحيحة."
	w.NoRight, w.FromTheTop, w.Or = "لا توجد إجابة صحيحة", "من الأعلى إلى الأسفل", "أو"
	w.WriteIn = "اكتب رقمًا بوحدة %s."
	w.Do = map[quiz.Kind]string{
		quiz.Single: "اختر واحدة.", quiz.Multiple: "اختر كل ما ينطبق.", quiz.TrueFalse: "اختر واحدة.",
		quiz.Order: "رقّم الخطوات: 1 تأتي أولًا.", quiz.Match: "اكتب في كل مربع الحرف الذي يخصه.",
		quiz.Short: "اكتب كلمة أو كلمتين.", quiz.Number: "اكتب رقمًا.",
	}
	w.CodeOf, w.Initials, w.SeenOn = "رمز كل متعلم", "شوهدت كل الخطوات: توقيع الميسّر بالأحرف الأولى", "التاريخ"
	w.Checklist = "قائمة المهارات"
	w.ChecklistHow = []string{
		"أعطِ كل متعلم عمودًا، بالرمز الذي اختاره. من فضلك لا تكتب أسماء على هذه الورقة.",
		"ضع علامة على كل خطوة تراها تُنفَّذ دون مساعدة. عندما تكتمل علامات عمود، اكتب أحرفك الأولى والتاريخ في الأسفل.",
	}
	w.arabicProof()
}

func (w *sheetWords) arabicProof() {
	w.Met, w.Skills = "تعلّم حامل هذه الشهادة أن", "شاهد الميسّر حامل هذه الشهادة وهو"
	w.Contents, w.NumberIs, w.To, w.Proof = "مصدر التعلّم", "الرقم", "باسم", "شهادة"
	w.Completed = "أكمل حامل هذه الشهادة هذه الوحدة في %s."
	w.CompletedAll = "أكمل حامل هذه الشهادة وحدات هذا المسار وعددها %d، وآخرها في %s."
	w.OneOf, w.Issued = "%s، الإصدار %s، اكتملت في %s", "صدرت في %s"
	w.CodeAlt = "الرمز المربع للشهادة %s"
	w.Proves = "صنعت هذه الشهادة نسخة Passalong الخاصة بالمتعلم. وهي تقول ما يقوله السجل هناك: أن الأسئلة أُجيب عنها بما يكفي للنجاح. " +
		"لم يراقب أحد ذلك، ولا تضمنه أي منظمة."
	w.SkillsSeen = "شاهد ميسّر المهارات ووقّع عليها بأحرفه الأولى."
	w.NameTyped = "كُتب الاسم عند طباعة هذه الورقة. لم يتحقق منه Passalong ولا يحتفظ به."
	w.HowToCheck = "للتحقق من هذه الشهادة، قارن رقمها أو الرمز المربع بالسجل في Passalong."
}
