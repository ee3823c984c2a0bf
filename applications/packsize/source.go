package packsize

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

var sourceForms = []job.SourceForm{
	{Form: "products", Description: "all products"},
	{
		Form:        "products:department=12,active=true,search=set of",
		Description: "the products that fulfill every condition: department, brand and vendor by number, active by true or false, search by words; search comes last and goes on to the end",
	},
	{Form: "batch:123", Description: "the products of batch 123, without its removed rows"},
}

// source is a source of products.
type source struct {
	where *catalog.Filter // nil: all products
	batch int64           // 0: not of a batch
}

func errSource(format string, args ...any) error { return model.Invalid("source", format, args...) }

// parseSource reads the text of a source. Errors: INVALID at "source".
func parseSource(text string) (source, error) {
	kind, rest, more := strings.Cut(text, ":")
	switch {
	case kind == "products" && !more:
		return source{}, nil
	case kind == "products":
		where, err := parseConditions(rest)
		return source{where: where}, err
	case kind == "batch":
		id, err := positive("batch", strings.TrimLeft(rest, "#0"))
		return source{batch: id}, err
	}
	return source{}, errSource("Write products, products: with conditions, such as products:department=12, or batch: with a number, such as batch:123.")
}

// parseConditions reads department=12,active=true,search=set of.
func parseConditions(text string) (*catalog.Filter, error) {
	where, seen := &catalog.Filter{}, map[string]bool{}
	for text != "" {
		key, rest, _ := strings.Cut(text, "=")
		key = strings.TrimSpace(key)
		value := rest
		if text = ""; key != "search" {
			value, text, _ = strings.Cut(rest, ",")
		}
		if seen[key] {
			return nil, errSource("Give each condition once; %s is there twice.", key)
		}
		seen[key] = true
		if err := condition(where, key, strings.TrimSpace(value)); err != nil {
			return nil, err
		}
	}
	if len(seen) == 0 {
		return nil, errSource("Give a condition after the colon, such as products:department=12, or write products for all of them.")
	}
	_, err := where.Expr()
	var known *model.Error
	if errors.As(err, &known) {
		return nil, known.At("source")
	}
	return where, err
}

// condition adds one condition.
func condition(where *catalog.Filter, key, value string) (err error) {
	switch key {
	case "department":
		where.Department, err = related("Department", value)
	case "brand":
		where.Brand, err = related("Brand", value)
	case "vendor":
		where.Vendor, err = related("Vendor", value)
	case "active":
		if value != "true" && value != "false" {
			return errSource("Write active=true or active=false.")
		}
		active := value == "true"
		where.Active = &filter.Boolean{Eq: &active}
	case "search":
		if value == "" {
			return errSource("Give the words to search for, such as search=set of.")
		}
		where.Search = &value
	default:
		return errSource("There is an unknown condition. Known are department, brand, vendor, active and, as the last one, search.")
	}
	return err
}

func related(kind, value string) (*filter.ID, error) {
	key, err := positive(strings.ToLower(kind), value)
	id := model.NewID(kind, key)
	return &filter.ID{Eq: &id}, err
}

func positive(what, text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, errSource("Give the %s by its number.", what)
	}
	return n, nil
}

// CheckSource implements job.SourceChecker.
func (a processor) CheckSource(ctx context.Context, db bun.IDB, text string) error {
	s, err := parseSource(text)
	if err != nil {
		return err
	}
	if err := auth.Require(ctx, catalog.PermissionView); err != nil {
		return err
	}
	if s.batch == 0 {
		return nil
	}
	_, err = a.types.View(ctx, db, s.batch)
	if model.CodeOf(err) == model.CodeNotFound {
		return errSource("There is no such batch.")
	}
	return err
}

// query returns a query of the source's products, FROM product AS p, that
// selects nothing yet.
func (a processor) query(ctx context.Context, db bun.IDB, text string) (*bun.SelectQuery, error) {
	s, err := parseSource(text)
	if err != nil {
		return nil, err
	}
	products, err := catalog.Matching(db, s.where)
	if err != nil || s.batch == 0 {
		return products, err
	}
	ids, err := a.types.ProductIDs(ctx, db, s.batch)
	if err != nil {
		return nil, err
	}
	return products.Where("p.id IN (?)", ids), nil
}
