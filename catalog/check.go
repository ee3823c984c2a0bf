package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
)

// add checks a product and adds it, or says why it can't be.
func (c *columnar) add(index int, p *NewProduct) *model.Error {
	department, err1 := reference(p.Department, "Department")
	brand, err2 := reference(p.Brand, "Brand")
	vendor, err3 := reference(p.Vendor, "Vendor")
	cost, err4 := amount(p.Cost, "cost", 8, 4)
	price, err5 := amount(p.Price, "price", 10, 2)
	for _, err := range []*model.Error{p.checkTexts(), err1, err2, err3, err4, err5} {
		if err != nil {
			return err
		}
	}
	c.index, c.sku, c.gtin = append(c.index, index), append(c.sku, p.SKU), append(c.gtin, p.GTIN)
	c.description, c.size = append(c.description, p.Description), append(c.size, p.Size)
	c.department, c.brand, c.vendor = append(c.department, department), append(c.brand, brand), append(c.vendor, vendor)
	c.cost, c.price, c.active = append(c.cost, cost), append(c.price, price), append(c.active, p.Active)
	return nil
}

func (p *NewProduct) checkTexts() *model.Error {
	switch {
	case p.SKU == "" || utf8.RuneCountInString(p.SKU) > 64 || p.SKU != strings.TrimSpace(p.SKU) || strings.ContainsFunc(p.SKU, unicode.IsControl):
		return model.Invalid("sku", "A SKU has 1 to 64 characters, without blanks around them and without control characters.")
	case p.GTIN != nil && !model.IsGTIN(*p.GTIN):
		return model.Invalid("gtin", "A GTIN has 8, 12, 13 or 14 digits, of which the last is the check digit of the others.")
	case utf8.RuneCountInString(p.Description) > 500:
		return model.Invalid("description", "A description has at most 500 characters.")
	case utf8.RuneCountInString(p.Size) > 50:
		return model.Invalid("size", "A size has at most 50 characters.")
	}
	return nil
}

// reference is the key of an object that a product refers to.
func reference(id *model.ID, kind string) (*int64, *model.Error) {
	if id == nil {
		return nil, nil
	}
	key, err := id.Int(kind)
	if err != nil {
		return nil, model.Invalid(strings.ToLower(kind), "There is no such %s.", strings.ToLower(kind))
	}
	return &key, nil
}

// amount is a sum of money as text.
func amount(d *decimal.Decimal, field string, digits, places int32) (*string, *model.Error) {
	switch {
	case d == nil:
		return nil, nil
	case d.IsNegative():
		return nil, model.Invalid(field, "The number is negative.")
	case !d.Equal(d.Truncate(places)):
		return nil, model.Invalid(field, "The number has more than %d decimal places.", places)
	case d.GreaterThanOrEqual(decimal.New(1, digits)):
		return nil, model.Invalid(field, "The number is too large: it has more than %d digits before the point.", digits)
	}
	text := d.String()
	return &text, nil
}
