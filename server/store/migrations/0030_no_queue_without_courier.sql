-- Dispatch plans placed and accepted orders too and finds them hub by hub, so nothing reads this one any more.

DROP INDEX orders_without_courier;
