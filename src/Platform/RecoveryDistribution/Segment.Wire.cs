// The message in a segment.
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Rows;
using MobileCoin.Wire;

namespace MobileCoin.RecoveryDistribution;

internal sealed partial class Segment
{
    private void WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, Format);
        writer.Bytes(2, ArchiveId);
        writer.UInt64(3, Number);
        writer.Bytes(4, Previous);
        writer.Bool(5, IsComplete);
        writer.Int64(6, LastEventId);
        foreach ((CompressedRistretto key, KeyPosition position) in Positions.OrderBy(p => p.Key))
        {
            Nested(writer, 7, w =>
            {
                w.Bytes(1, key.ToBytes());
                w.UInt64(2, position.Last);
                w.UInt64(3, position.Count);
            });
        }
        foreach (IngressKeyRow row in Rows.Keys) Nested(writer, 8, w => Write(w, row));
        foreach (InvocationRow row in Rows.Invocations) Nested(writer, 9, w => Write(w, row));
        foreach (BlockRow row in Rows.Blocks)
        {
            Nested(writer, 10, w =>
            {
                w.Int64(1, row.InvocationId);
                w.Bytes(2, row.IngressKey.ToBytes());
                w.UInt64(3, row.Number);
                w.UInt64(4, row.CumulativeTxoCount);
                w.UInt64(5, row.SignatureTimestamp);
                w.Bytes(6, row.Records.Span);
            });
        }
        foreach (EventRow row in Rows.Events)
        {
            Nested(writer, 11, w =>
            {
                w.Int64(1, row.Id);
                w.UInt64(2, (ulong)row.Kind);
                w.UInt64(3, row.First);
                w.UInt64(4, row.Second);
            });
        }
        foreach (ReportRow row in Rows.Reports) Nested(writer, 12, w => Write(w, row));
        writer.Bool(13, HasReports);
    }

    /// <summary>What a row is recognised by when it is unchanged.</summary>
    internal static string HashOf(IngressKeyRow row) => HashOf(w => Write(w, row));

    /// <inheritdoc cref="HashOf(IngressKeyRow)"/>
    internal static string HashOf(InvocationRow row) => HashOf(w => Write(w, row));

    /// <summary>What the reports are recognised by when they are unchanged.</summary>
    internal static string HashOf(IReadOnlyList<ReportRow> rows) => HashOf(w =>
    {
        foreach (ReportRow row in rows) Nested(w, 1, n => Write(n, row));
    });

    private static string HashOf(Action<ProstWriter> write)
    {
        using var writer = new ProstWriter();
        write(writer);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(writer.Written)[..16]);
    }

    private static void Write(ProstWriter writer, IngressKeyRow row)
    {
        writer.Bytes(1, row.Key.ToBytes());
        writer.UInt64(2, row.Status.StartBlock);
        writer.UInt64(3, row.Status.PubkeyExpiry);
        writer.Bool(4, row.Status.Retired);
        writer.Bool(5, row.Status.Lost);
    }

    private static void Write(ProstWriter writer, InvocationRow row)
    {
        writer.Int64(1, row.Id);
        writer.Bytes(2, row.IngressKey.ToBytes());
        writer.Bytes(3, row.EgressKey.Span);
        writer.UInt64(4, row.RngVersion);
        writer.Int64(5, row.LastActiveAt);
        writer.UInt64(6, row.StartBlock);
        writer.Bool(7, row.IsDecommissioned);
    }

    private static void Write(ProstWriter writer, ReportRow row)
    {
        writer.Bytes(1, row.IngressKey.ToBytes());
        writer.Int64(2, row.InvocationId ?? 0); // ids begin at 1
        writer.Text(3, row.FogReportId);
        writer.Bytes(4, row.Evidence.Span);
        writer.UInt64(5, row.PubkeyExpiry);
    }

    private static void Nested(ProstWriter writer, int field, Action<ProstWriter> write)
    {
        int start = writer.Begin(field);
        write(writer);
        writer.End(start);
    }

    /// <summary>Reads the message without its frame.</summary>
    /// <exception cref="WireException">It is none.</exception>
    internal static Segment ReadFrom(ReadOnlySpan<byte> message)
    {
        ulong format = 0, number = 0;
        byte[] archive = [], previous = [];
        bool complete = false, hasReports = false;
        long lastEvent = 0;
        var positions = new Dictionary<CompressedRistretto, KeyPosition>();
        List<IngressKeyRow> keys = [];
        List<InvocationRow> invocations = [];
        List<BlockRow> blocks = [];
        List<EventRow> events = [];
        List<ReportRow> reports = [];
        var reader = new ProstReader(message);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: format = reader.UInt64(); break;
                case 2: archive = reader.Bytes().ToArray(); break;
                case 3: number = reader.UInt64(); break;
                case 4: previous = reader.Bytes().ToArray(); break;
                case 5: complete = reader.Bool(); break;
                case 6: lastEvent = (long)Bounded(reader.UInt64()); break;
                case 7: ReadPosition(reader.Nested(reader.Bytes()), positions); break;
                case 8: keys.Add(ReadKey(reader.Nested(reader.Bytes()))); break;
                case 9: invocations.Add(ReadInvocation(reader.Nested(reader.Bytes()))); break;
                case 10: blocks.Add(ReadBlock(reader.Nested(reader.Bytes()))); break;
                case 11: events.Add(ReadEvent(reader.Nested(reader.Bytes()))); break;
                case 12: reports.Add(ReadReport(reader.Nested(reader.Bytes()))); break;
                case 13: hasReports = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }
        if (format != Format) throw new WireException($"a segment of version {format}, and {Format} is expected");
        if (archive.Length != ArchiveIdSize || previous.Length != HashSize || number == 0) throw new WireException("a segment without its place in an archive");
        return new Segment
        {
            ArchiveId = archive,
            Number = number,
            Previous = previous,
            IsComplete = complete,
            LastEventId = lastEvent,
            Positions = positions,
            HasReports = hasReports,
            Rows = new RowBatch { Keys = keys, Invocations = invocations, Blocks = blocks, Events = events, Reports = reports },
        };
    }

    private static void ReadPosition(ProstReader reader, Dictionary<CompressedRistretto, KeyPosition> positions)
    {
        ReadOnlySpan<byte> key = default;
        ulong last = 0, count = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: key = reader.Bytes(); break;
                case 2: last = Bounded(reader.UInt64()); break;
                case 3: count = Bounded(reader.UInt64()); break;
                default: reader.Skip(); break;
            }
        }
        positions[Key(key)] = new KeyPosition(last, count);
    }

    private static IngressKeyRow ReadKey(ProstReader reader)
    {
        ReadOnlySpan<byte> key = default;
        var status = default(IngressPublicKeyStatus);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: key = reader.Bytes(); break;
                case 2: status = status with { StartBlock = Bounded(reader.UInt64()) }; break;
                case 3: status = status with { PubkeyExpiry = Bounded(reader.UInt64()) }; break;
                case 4: status = status with { Retired = reader.Bool() }; break;
                case 5: status = status with { Lost = reader.Bool() }; break;
                default: reader.Skip(); break;
            }
        }
        return new IngressKeyRow(Key(key), status);
    }

    private static InvocationRow ReadInvocation(ProstReader reader)
    {
        ReadOnlySpan<byte> ingress = default, egress = default;
        ulong id = 0, version = 0, start = 0, active = 0;
        bool over = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: id = reader.UInt64(); break;
                case 2: ingress = reader.Bytes(); break;
                case 3: egress = reader.Bytes(); break;
                case 4: version = reader.UInt64(); break;
                case 5: active = reader.UInt64(); break;
                case 6: start = Bounded(reader.UInt64()); break;
                case 7: over = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }
        if (version > int.MaxValue || active > (ulong)(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() * 1000)) throw new WireException("an ingest invocation with a number beyond reason");
        return new InvocationRow(Id(id), Key(ingress), Key(egress).ToBytes(), (uint)version, (long)active, start, over);
    }

    private static BlockRow ReadBlock(ProstReader reader)
    {
        ReadOnlySpan<byte> key = default;
        byte[] records = [];
        ulong run = 0, number = 0, count = 0, timestamp = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: run = reader.UInt64(); break;
                case 2: key = reader.Bytes(); break;
                case 3: number = Bounded(reader.UInt64()); break;
                case 4: count = Bounded(reader.UInt64()); break;
                case 5: timestamp = reader.UInt64(); break;
                case 6: records = reader.Bytes().ToArray(); break;
                default: reader.Skip(); break;
            }
        }
        return new BlockRow(Id(run), Key(key), number, count, timestamp, records);
    }

    private static EventRow ReadEvent(ProstReader reader)
    {
        ulong id = 0, kind = 0, first = 0, second = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: id = reader.UInt64(); break;
                case 2: kind = reader.UInt64(); break;
                case 3: first = Bounded(reader.UInt64()); break;
                case 4: second = Bounded(reader.UInt64()); break;
                default: reader.Skip(); break;
            }
        }
        return kind is >= (ulong)EventKind.NewIngestInvocation and <= (ulong)EventKind.MissingBlocks
            ? new EventRow(Id(id), (EventKind)kind, first, second)
            : throw new WireException($"an event of the kind {kind}");
    }

    private static ReportRow ReadReport(ProstReader reader)
    {
        ReadOnlySpan<byte> key = default;
        byte[] evidence = [];
        string id = "";
        ulong run = 0, expiry = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: key = reader.Bytes(); break;
                case 2: run = Bounded(reader.UInt64()); break;
                case 3: id = reader.Text(); break;
                case 4: evidence = reader.Bytes().ToArray(); break;
                case 5: expiry = Bounded(reader.UInt64()); break;
                default: reader.Skip(); break;
            }
        }
        return new ReportRow(Key(key), run == 0 ? null : (long)run, id, evidence, expiry);
    }

    private static CompressedRistretto Key(ReadOnlySpan<byte> bytes) =>
        bytes.Length == CompressedRistretto.Size ? new CompressedRistretto(bytes) : throw new WireException($"a key of {bytes.Length} bytes");

    private static long Id(ulong id) => id is > 0 and <= long.MaxValue ? (long)id : throw new WireException($"the id {id}");

    private static ulong Bounded(ulong number) => number <= long.MaxValue ? number : throw new WireException("a number beyond 2^63");
}
