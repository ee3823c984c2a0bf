package resolvers_test

import (
	"testing"

	"github.com/sluicehq/sluice/batchtypes/coupons"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestSourcesStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t, coupons.Handler{})
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	cheap := &catalog.Filter{Price: &filter.Decimal{Lt: pgtest.Decimal("1.50")}}
	a.Create(t, "pricing", cheap, map[string]any{"rule": "percent", "percent": 10, "rounding": "cent"})

	buyer.golden(t, "sources/from-batch")
	a.populated(t, 2)
	a.setPrice(t, 1, "2.50") // dropped
	a.setPrice(t, 2, "1.00") // added
	a.setPrice(t, 3, "1.01")
	for _, step := range []string{"drift", "refresh", "reject"} {
		buyer.golden(t, "sources/"+step)
	}

	// One member of two has not shopped for half a year.
	a.Exec(t, `INSERT INTO customer (number, country) VALUES ('12346', 'Iceland'), ('12347', 'Italy');
		INSERT INTO member (customer_id, since) VALUES (1, '2011-06-08 12:00'), (2, '2011-06-09 12:00')`)
	buyer.golden(t, "sources/data-set")
	a.populated(t, 3)
	a.Execute(t, a.Get(t, 3))
	a.Exec(t, "UPDATE batch.coupon_row SET code = 'CODE', valid_until = '2999-12-31'") // what is different each time
	buyer.golden(t, "sources/result")
}
