// What a recovery database holds, and what says where it is.
using System.Text;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.Fuzz.Targets;

internal static class RecoveryDbTargets
{
    internal static IEnumerable<Target> Targets()
    {
        byte[] records = StoredRecords.Encode([new ETxOutRecord(new byte[16], new byte[237]), new ETxOutRecord(new byte[16], default)]);
        yield return new ParserTarget("recovery-db.records", InputKind.Bytes, Bounds.Wire)
        {
            Bytes = bytes =>
            {
                List<ETxOutRecord> decoded = StoredRecords.Decode(bytes.ToArray());
                if (StoredRecords.Decode(StoredRecords.Encode(decoded)).Count != decoded.Count) throw new BrokenException("records do not survive their storing");
                return decoded;
            },
            Candidates = [records],
        };
        yield return new ParserTarget("recovery-db.url", InputKind.Text, Bounds.Url, typeof(FormatException))
        {
            Text = PostgresUrl.Parse,
            Candidates =
            [
                Encoding.UTF8.GetBytes("postgres://u:p%40@h:5433/fog?sslmode=verify-full&connect_timeout=3"),
                Encoding.UTF8.GetBytes("host=/run user='a b' dbname=fog port=5432"),
            ],
        };
    }
}
