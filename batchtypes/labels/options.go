package labels

import (
	"context"
	"strconv"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batchtypes/labels/labelpdf"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// optionFirst is the key of the only option.
const optionFirst = "first"

var options = []form.Field{{
	Key: optionFirst, Title: "First free label on the sheet", Type: form.Integer, Default: "1",
	Help: "Counted along the rows. The labels before it are left blank: a sheet that was begun is used up.",
	Min:  form.Number("1"), Max: form.Number(strconv.Itoa(mostOnSheet())),
}}

// mostOnSheet is how many labels the page with the most has.
func mostOnSheet() (most int) {
	for _, l := range labelpdf.Layouts {
		most = max(most, l.PerPage())
	}
	return most
}

// CheckOptions implements batch.OptionChecker: the sheet has to have such a label.
func (Handler) CheckOptions(_ context.Context, _ bun.IDB, b *model.Batch, chosen form.Values) error {
	p, err := printingOf(b)
	if err != nil {
		return err
	}
	if most := p.layout.PerPage(); chosen.Int(optionFirst) > int64(most) {
		return model.Invalid("options."+optionFirst, "A page of this layout has no such label: the last one is %d.", most)
	}
	return nil
}
