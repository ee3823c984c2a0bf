package xlsx

import (
	"encoding/xml"
	"io"
	"path"
	"strings"
)

// Workbook is an XLSX file that is open.
type Workbook struct {
	archive   *archive
	sheets    []Sheet
	looks     []look
	since1904 bool
	textsPart string // "": there are no shared texts
	texts     []string
}

// Open reads a workbook's list of sheets and its styles. Errors: ErrNotWorkbook,
// ErrTooLarge, *DamagedError, and those of file.
func Open(file io.ReaderAt, size int64, limits Limits) (*Workbook, error) {
	a, err := openArchive(file, size, limits)
	if err != nil {
		return nil, err
	}
	roots, err := a.relations("")
	if err != nil {
		return nil, err
	}
	main := roots.ofType("/officeDocument")
	if main == "" || !a.has(main) {
		return nil, ErrNotWorkbook
	}
	w := &Workbook{archive: a}
	related, err := a.relations(main)
	if err != nil {
		return nil, err
	}
	if err := w.readSheets(main, related); err != nil {
		return nil, err
	}
	w.textsPart = related.ofType("/sharedStrings")
	return w, w.readStyles(related.ofType("/styles"))
}

// Sheets returns the sheets with cells, in their order.
func (w *Workbook) Sheets() []Sheet { return w.sheets }

// Since1904 reports whether days are counted from the start of 1904, not 1900.
func (w *Workbook) Since1904() bool { return w.since1904 }

func (w *Workbook) readSheets(part string, related relations) error {
	text, err := w.archive.read(part)
	if err != nil {
		return err
	}
	var book struct {
		XMLName    xml.Name
		Properties struct {
			Since1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(text, &book); err != nil {
		return &DamagedError{Part: part, What: err.Error()}
	}
	if book.XMLName.Local != "workbook" {
		return ErrNotWorkbook
	}
	w.since1904 = book.Properties.Since1904 == "1" || book.Properties.Since1904 == "true"
	for _, s := range book.Sheets {
		for _, attr := range s.Attrs {
			target, ok := related[attr.Value]
			if attr.Name.Local == "id" && ok && strings.HasSuffix(target.kind, "/worksheet") {
				w.sheets = append(w.sheets, Sheet{Name: s.Name, Hidden: s.State != "" && s.State != "visible", part: target.part})
			}
		}
	}
	return nil
}

func (w *Workbook) readStyles(part string) error {
	text, err := w.archive.read(part)
	if err != nil || text == nil {
		return err
	}
	if w.looks, err = parseLooks(text); err != nil {
		return &DamagedError{Part: part, What: err.Error()}
	}
	return nil
}

// relations are what a part refers to, by its own names for them.
type relations map[string]relation

type relation struct{ kind, part string }

// ofType returns the part whose relation's type ends in kind, or "".
func (r relations) ofType(kind string) string {
	for _, relation := range r {
		if strings.HasSuffix(relation.kind, kind) {
			return relation.part
		}
	}
	return ""
}

// relations reads the relations of a part; those of the whole archive if part is
// empty.
func (a *archive) relations(part string) (relations, error) {
	dir, name := path.Split(part)
	file := dir + "_rels/" + name + ".rels"
	text, err := a.read(file)
	if err != nil {
		return nil, err
	}
	var list struct {
		Items []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if text != nil {
		if err := xml.Unmarshal(text, &list); err != nil {
			return nil, &DamagedError{Part: file, What: err.Error()}
		}
	}
	found := make(relations, len(list.Items))
	for _, item := range list.Items {
		target := item.Target
		if !strings.HasPrefix(target, "/") {
			target = "/" + dir + target
		}
		found[item.ID] = relation{kind: item.Type, part: strings.TrimPrefix(path.Clean(target), "/")}
	}
	return found, nil
}
