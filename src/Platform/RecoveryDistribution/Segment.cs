// A file of an archived recovery database. The archive is segments/NUMBER.mcrec from 1 on, sixteen hex digits; each file is
//
//   "MCRECOV1", a protobuf message, SHA-256 of both
//
// and names the SHA-256 of the file before it, so that none can be exchanged, left out or mixed with another archive's. Rows are as they lie in the
// database: ciphertext, keys that are public, events. Files of one upload belong together: the last of them is complete, and a restoration goes as far
// as the last complete one.
using System.Globalization;
using System.Security.Cryptography;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb.Rows;
using MobileCoin.Wire;

namespace MobileCoin.RecoveryDistribution;

/// <summary>How far an ingress key's blocks were uploaded.</summary>
/// <param name="Last">The last block.</param>
/// <param name="Count">How many, up to it.</param>
internal readonly record struct KeyPosition(ulong Last, ulong Count);

internal sealed partial class Segment
{
    internal const int HashSize = SHA256.HashSizeInBytes, ArchiveIdSize = 16;

    /// <summary>More than any that is written: a block's rows alone may be large.</summary>
    internal const int MostBytes = 1 << 30;

    private const int Format = 1;

    internal required byte[] ArchiveId { get; init; }

    internal required ulong Number { get; init; }

    /// <summary>The hash of the segment before; zeros for none.</summary>
    internal required byte[] Previous { get; init; }

    /// <summary>Whether the rows of all segments up to this one are those of one moment.</summary>
    internal bool IsComplete { get; init; }

    /// <summary>The last event in this segment and those before; 0 for none.</summary>
    internal long LastEventId { get; init; }

    internal IReadOnlyDictionary<CompressedRistretto, KeyPosition> Positions { get; init; } = new Dictionary<CompressedRistretto, KeyPosition>();

    internal RowBatch Rows { get; init; } = new();

    /// <summary>Whether <see cref="RowBatch.Reports"/> replaces what segments before say; otherwise it is empty.</summary>
    internal bool HasReports { get; init; }

    private static ReadOnlySpan<byte> Magic => "MCRECOV1"u8;

    internal static string PathOf(ulong number) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{number:x16}.mcrec");

    internal const string Folder = "segments";

    /// <summary>The number in the name of a file in the folder; null for another's.</summary>
    internal static ulong? NumberOf(string name) =>
        name.Length == 22 && name.EndsWith(".mcrec", StringComparison.Ordinal)
        && ulong.TryParse(name.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number) ? number : null;

    /// <summary>The file.</summary>
    internal byte[] Encode()
    {
        using var writer = new ProstWriter();
        WriteTo(writer);
        byte[] file = new byte[Magic.Length + writer.Length + HashSize];
        Magic.CopyTo(file);
        writer.Written.CopyTo(file.AsSpan(Magic.Length));
        SHA256.HashData(file.AsSpan(0, file.Length - HashSize), file.AsSpan(file.Length - HashSize));
        return file;
    }

    /// <summary>The hash that the next file names.</summary>
    internal static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> file) => file[^HashSize..];

    /// <summary>Reads a file.</summary>
    /// <exception cref="WireException">It is damaged, or none.</exception>
    internal static Segment Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length < Magic.Length + HashSize || !file.StartsWith(Magic)) throw new WireException("no segment of a recovery database");
        if (!SHA256.HashData(file[..^HashSize]).AsSpan().SequenceEqual(HashOf(file))) throw new WireException("the checksum is wrong: the file is damaged");
        return ReadFrom(file[Magic.Length..^HashSize]);
    }
}
