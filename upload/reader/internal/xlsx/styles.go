package xlsx

import (
	"encoding/xml"
	"strings"
)

// look is what a cell's style does to a number.
type look struct {
	date  bool // it stands for a date or a time
	width int  // it is padded with zeros to as many digits
}

type styleSheet struct {
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Cells []struct {
		Format int `xml:"numFmtId,attr"`
	} `xml:"cellXfs>xf"`
}

// parseLooks returns the looks of a workbook's styles, in their order.
func parseLooks(part []byte) ([]look, error) {
	var sheet styleSheet
	if err := xml.Unmarshal(part, &sheet); err != nil {
		return nil, err
	}
	codes := make(map[int]string, len(sheet.Formats))
	for _, format := range sheet.Formats {
		codes[format.ID] = format.Code
	}
	looks := make([]look, len(sheet.Cells))
	for i, cell := range sheet.Cells {
		code, custom := codes[cell.Format]
		switch {
		case custom:
			looks[i] = lookOf(code)
		default:
			looks[i].date = isBuiltinDate(cell.Format)
		}
	}
	return looks, nil
}

// isBuiltinDate knows the numbers of formats that files don't describe: 14 to
// 22, 45 and 47, and those of East Asian editions.
func isBuiltinDate(id int) bool {
	return id >= 14 && id <= 22 || id == 45 || id == 47 || id >= 27 && id <= 36 || id >= 50 && id <= 58
}

func lookOf(code string) look {
	first, _, _ := strings.Cut(code, ";") // the others are for negative numbers, zero and text
	if first != "" && strings.Trim(first, "0") == "" {
		return look{width: len(first)}
	}
	return look{date: isDateFormat(first)}
}

// isDateFormat reports whether a format has a part of a date in it, outside of
// quotes, brackets and escapes. [h] and the like count hours: no time of day.
func isDateFormat(code string) bool {
	date := false
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			i += closing(code[i+1:], '"')
		case '[':
			length := closing(code[i+1:], ']')
			inside := strings.ToLower(code[i+1 : min(i+length, len(code))])
			if inside != "" && strings.Trim(inside, "hms") == "" {
				return false
			}
			i += length
		case '\\', '_', '*':
			i++
		case 'd', 'D', 'm', 'M', 'y', 'Y', 'h', 'H', 's', 'S':
			date = true
		}
	}
	return date
}

// closing is the distance to behind the next end; to behind text without one.
func closing(text string, end byte) int {
	if i := strings.IndexByte(text, end); i >= 0 {
		return i + 1
	}
	return len(text) + 1
}
