package handout

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// vietnamese puts the words into Vietnamese. A machine translated them and nobody has reviewed that; what is missing
// here stays English.
func (w *words) vietnamese() {
	w.NearYou, w.Help, w.Scan = "Gần bạn", "Đường dây trợ giúp và dịch vụ", "Quét mã để đọc thêm"
	w.Sources, w.Page = "Nguồn thông tin", "Trang {page}/{pages}"
	w.ReadMore, w.QR, w.OutOfDate = "Đọc thêm:", "Mã QR đến", "Đã quá hạn: không phát"
	w.Draft, w.Version, w.Checked = "Bản nháp: đang chờ duyệt %s", "Phiên bản %s · xem lại trước ngày %s", "(kiểm tra ngày %s)"
	w.And, w.Date = " và ", "%d %s năm %d"
	w.Reviews = map[string]string{"clinical": "lâm sàng", "legal": "pháp lý", "peer": "đồng đẳng"}
	w.Callouts = map[catalog.CalloutKind]string{
		catalog.Note: "Ghi chú", catalog.Tip: "Mẹo", catalog.Important: "Quan trọng",
		catalog.Warning: "Cảnh báo", catalog.Caution: "Thận trọng",
	}
	w.Months = [12]string{
		"tháng 1", "tháng 2", "tháng 3", "tháng 4", "tháng 5", "tháng 6", "tháng 7", "tháng 8", "tháng 9",
		"tháng 10", "tháng 11", "tháng 12",
	}
	w.Marks.vietnamese()
	w.Sheet.vietnamese()
}

func (w *markWords) vietnamese() {
	w.Abroad, w.AbroadAsk = "Viết cho %s. Số khẩn cấp ở đây: %s", "Viết cho %s. Kiểm tra mọi số trước khi dùng"
	w.CheckBeforeUse = "Kiểm tra trước khi dùng: đã quá ngày xem lại %s"
	w.MachineDraft = "Bản dịch máy — chưa được duyệt"
	w.Stale = "Dịch từ phiên bản %s. Bản gốc nay là phiên bản %s"
	w.DetailsChecked = "Thông tin được kiểm tra ngày %s"
	w.Expired, w.HoldsFrom = "Hết hạn ngày %s — không còn hiệu lực", "Có hiệu lực từ ngày %s"
	w.From, w.Until, w.Everywhere, w.Where = "Từ", "Đến", "Mọi nơi", "Nơi"
	w.Alert, w.AlertVersion = "Cảnh báo về ma túy", "Phiên bản %s"
	w.Urgencies = map[catalog.Urgency]string{
		catalog.Notice: "Nên biết", catalog.Serious: "Nghiêm trọng: đã có người bị hại", catalog.Deadly: "Chết người: có thể có người chết",
	}
}

func (w *sheetWords) vietnamese() {
	w.Code, w.MustBeRight = "Mã của bạn", "Phải đúng"
	w.SurePrompt, w.Sure, w.NotSure = "Bạn chắc đến mức nào?", "Chắc", "Không chắc"
	w.Right, w.Why, w.Question, w.Answer = "Câu trả lời đúng", "Vì sao", "Câu hỏi", "Câu trả lời"
	w.Questions, w.Answers, w.Key = "Phiếu câu hỏi", "Câu hỏi và câu trả lời", "Đáp án"
	w.Version, w.Form = "Phiên bản %s · nội dung ngày %s", "Phiếu %d"
	w.CodeHow = "Hãy tự đặt một mã gồm 4 chữ cái hoặc chữ số và lần nào cũng dùng mã đó. Vui lòng không ghi tên bạn lên phiếu này."
	w.Pass = "Đúng %d phần trăm là đạt."
	w.PassAll = "Đúng %d phần trăm là đạt, nếu mọi câu hỏi ghi “Phải đúng” cũng đúng."
	w.Partial, w.Survey = "Câu trả lời đúng một phần được tính một phần.", "Ý kiến của bạn: không có câu trả lời đúng."
	w.NoRight, w.FromTheTop, w.Or = "Không có câu trả lời đúng", "từ trên xuống", "hoặc"
	w.WriteIn = "Viết một số, tính bằng %s."
	w.Do = map[quiz.Kind]string{
		quiz.Single: "Chọn một.", quiz.Multiple: "Chọn tất cả những gì đúng.", quiz.TrueFalse: "Chọn một.",
		quiz.Order: "Đánh số các bước: số 1 là bước đầu tiên.", quiz.Match: "Viết vào mỗi ô chữ cái thuộc về ô đó.",
		quiz.Short: "Viết một hoặc hai từ.", quiz.Number: "Viết một số.",
	}
	w.CodeOf, w.Initials, w.SeenOn = "Mã của từng người học", "Đã thấy mọi bước: chữ ký tắt của người hướng dẫn", "Ngày"
	w.Checklist = "Danh sách kỹ năng"
	w.ChecklistHow = []string{
		"Cho mỗi người học một cột, theo mã mà họ tự đặt. Vui lòng không ghi tên lên phiếu này.",
		"Đánh dấu mỗi bước mà bạn thấy người học làm không cần giúp. Khi mọi bước của một cột đã được đánh dấu, hãy ký tắt và ghi ngày ở dưới.",
	}
	w.vietnameseProof()
}

func (w *sheetWords) vietnameseProof() {
	w.Met, w.Skills = "Người giữ giấy này đã học cách", "Người hướng dẫn đã thấy người giữ giấy này"
	w.Contents, w.NumberIs, w.To, w.Proof = "Học từ", "Số", "Cấp cho", "Giấy chứng nhận"
	w.Completed = "Người giữ giấy chứng nhận này đã hoàn thành học phần này vào ngày %s."
	w.CompletedAll = "Người giữ giấy chứng nhận này đã hoàn thành %d học phần của lộ trình này, học phần cuối vào ngày %s."
	w.OneOf, w.Issued = "%s, phiên bản %s, hoàn thành ngày %s", "Cấp ngày %s"
	w.CodeAlt = "Mã vuông của giấy chứng nhận %s"
	w.Proves = "Giấy chứng nhận này do bản Passalong của chính người học làm ra. Nó nói điều được ghi ở đó: các câu hỏi đã được trả lời đủ tốt " +
		"để đạt. Không ai theo dõi việc đó, và không tổ chức nào bảo đảm cho nó."
	w.SkillsSeen = "Người hướng dẫn đã thấy các kỹ năng và đã ký tắt."
	w.NameTyped = "Tên được gõ khi in giấy này. Passalong không kiểm tra tên và không giữ lại."
	w.HowToCheck = "Để kiểm tra giấy chứng nhận này, hãy so số hoặc mã vuông của nó với bản ghi, trong Passalong."
}
