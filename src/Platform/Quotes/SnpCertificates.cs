// The certificate table that hosts give SNP guests (fact sheet attestation §3.5.2).
using System.Buffers.Binary;

namespace MobileCoin.Quotes;

/// <summary>The certificates that came with a report, DER; each may be missing. Immutable.</summary>
public sealed record SnpCertificates
{
    /// <summary>More than any table has.</summary>
    private const int MostEntries = 64;

    private const int EntrySize = 24;

    private static readonly Guid VcekId = new("63da758d-e664-4564-adc5-f4b93be8accd");
    private static readonly Guid VlekId = new("a8074bc2-a25a-483e-aae6-39c045a0b8a1");
    private static readonly Guid AskId = new("4ab7b379-bbac-4fe4-a02f-05aef327c782");
    private static readonly Guid ArkId = new("c0b406a4-a803-4952-9743-3fb6014cd0ae");

    /// <summary>A table with nothing in it.</summary>
    public static SnpCertificates None { get; } = new();

    /// <summary>Of the chip's key.</summary>
    public byte[]? Vcek { get; init; }

    /// <summary>Of the provider's key.</summary>
    public byte[]? Vlek { get; init; }

    /// <summary>Of the authority in between.</summary>
    public byte[]? Ask { get; init; }

    /// <summary>Of the root.</summary>
    public byte[]? Ark { get; init; }

    /// <summary>
    /// Reads a table: entries of a GUID, an offset and a length, closed by one of zeros, then the certificates. What it does not know it
    /// passes over. GUIDs are taken in either order of their bytes: which one tables use is not certain.
    /// </summary>
    /// <exception cref="QuoteException">Offsets outside the table, or no end.</exception>
    public static SnpCertificates Parse(ReadOnlySpan<byte> table)
    {
        SnpCertificates found = None;
        for (int at = 0; ; at += EntrySize)
        {
            if (table.Length - at < EntrySize || at == MostEntries * EntrySize)
            {
                // An empty table need not have an end.
                return at == 0 && table.IsEmpty ? None : throw Wrong("it has no end");
            }
            ReadOnlySpan<byte> id = table.Slice(at, 16);
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(table[(at + 16)..]), length = BinaryPrimitives.ReadUInt32LittleEndian(table[(at + 20)..]);
            if (!table.Slice(at, EntrySize).ContainsAnyExcept((byte)0)) return found;
            if ((ulong)offset + length > (ulong)table.Length) throw Wrong($"an entry of {length} bytes at {offset}, the table has {table.Length}");
            found = found.With(id, table.Slice((int)offset, (int)length));
        }
    }

    private SnpCertificates With(ReadOnlySpan<byte> id, ReadOnlySpan<byte> certificate) =>
        Is(id, VcekId) ? this with { Vcek = certificate.ToArray() }
        : Is(id, VlekId) ? this with { Vlek = certificate.ToArray() }
        : Is(id, AskId) ? this with { Ask = certificate.ToArray() }
        : Is(id, ArkId) ? this with { Ark = certificate.ToArray() }
        : this;

    private static bool Is(ReadOnlySpan<byte> id, Guid expected) => new Guid(id, bigEndian: true) == expected || new Guid(id) == expected;

    private static QuoteException Wrong(string what) => new(QuoteError.Format, "the certificate table of the SNP report: " + what);
}
