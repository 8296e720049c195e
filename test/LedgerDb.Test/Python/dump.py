# Prints every pair of every named database of an LMDB environment: name, key and value in hex.
import sys
import lmdb

environment = lmdb.open(sys.argv[1], readonly=True, max_dbs=64, lock=True)
with environment.begin() as transaction:
    names = [bytes(name) for name, _ in transaction.cursor()]
for name in names:
    database = environment.open_db(name, create=False)
    with environment.begin() as transaction:
        print("database", name.decode(), "dupsort" if database.flags(transaction)["dupsort"] else "plain")
        for key, value in transaction.cursor(db=database):
            print(key.hex() + " " + value.hex())
