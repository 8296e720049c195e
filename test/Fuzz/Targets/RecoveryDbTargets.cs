// What a recovery database holds, and what says where it is.
using System.Text;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Rows;
using MobileCoin.RecoveryDistribution;
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
        // Behind the checksum, which mutations would not pass.
        Segment segment = Sample();
        yield return new ParserTarget("recovery-distribution.segment", InputKind.Bytes, Bounds.Wire)
        {
            Bytes = bytes =>
            {
                Segment decoded = Segment.ReadFrom(bytes);
                if (Segment.Decode(decoded.Encode()).Rows.Blocks.Count != decoded.Rows.Blocks.Count) throw new BrokenException("a segment does not survive its file");
                return decoded;
            },
            Candidates = [segment.Encode()[8..^Segment.HashSize]],
        };
        yield return new ParserTarget("recovery-distribution.state", InputKind.Text, Bounds.Text, typeof(FormatException))
        {
            Text = UploadState.Parse,
            Then = s =>
            {
                string json = ((UploadState)s).ToJson();
                if (UploadState.Parse(json).ToJson() != json) throw new BrokenException("a state does not survive its file");
            },
            Candidates = [Encoding.UTF8.GetBytes(new UploadState { Destination = "s3://b/c", ArchiveId = new byte[16] }.After(segment, new byte[32]).ToJson())],
        };
    }

    private static Segment Sample()
    {
        var key = new CompressedRistretto(new byte[32]);
        return new Segment
        {
            ArchiveId = new byte[16],
            Number = 1,
            Previous = new byte[32],
            IsComplete = true,
            LastEventId = 3,
            HasReports = true,
            Positions = new Dictionary<CompressedRistretto, KeyPosition> { [key] = new(7, 2) },
            Rows = new RowBatch
            {
                Keys = [new(key, new IngressPublicKeyStatus(1, 2, true, true))],
                Invocations = [new(1, key, new byte[32], 0, 1_700_000_000_000_000, 1, true)],
                Blocks = [new(1, key, 7, 10, ulong.MaxValue, new byte[3])],
                Events = [new(3, EventKind.MissingBlocks, 8, 9)],
                Reports = [new(key, null, "id", new byte[2], 2)],
            },
        };
    }
}
