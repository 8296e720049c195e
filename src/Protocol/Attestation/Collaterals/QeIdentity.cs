// The identity of the enclave that quotes (fact sheet attestation §2.3, §2.4, §3.4.3).
using System.Text.Json;

namespace MobileCoin.Attestation;

/// <summary>A document that says which enclaves may quote. Immutable; nothing is verified by reading it.</summary>
internal sealed class QeIdentity
{
    private const int MostLevels = 256;

    private QeIdentity(SignedDocument document)
    {
        JsonElement inner = document.Inner;
        Document = document;
        Version = document.Integer(inner, "version", int.MaxValue);
        if (Version != 2) throw new EvidenceFormatException($"enclaveIdentity: version {Version}, expected 2");
        Id = document.Text(inner, "id");
        IssueDate = document.Time("issueDate");
        NextUpdate = document.Time("nextUpdate");
        MiscSelect = document.Bytes(inner, "miscselect", 4);
        MiscSelectMask = document.Bytes(inner, "miscselectMask", 4);
        Attributes = document.Bytes(inner, "attributes", 16);
        AttributesMask = document.Bytes(inner, "attributesMask", 16);
        MrSigner = document.Bytes(inner, "mrsigner", 32);
        IsvProductId = document.Integer(inner, "isvprodid", ushort.MaxValue);
        Levels = ReadLevels(document, inner);
    }

    internal SignedDocument Document { get; }

    internal string Id { get; }

    internal int Version { get; }

    internal DateTimeOffset IssueDate { get; }

    internal DateTimeOffset NextUpdate { get; }

    internal byte[] MiscSelect { get; }

    internal byte[] MiscSelectMask { get; }

    internal byte[] Attributes { get; }

    internal byte[] AttributesMask { get; }

    internal byte[] MrSigner { get; }

    internal int IsvProductId { get; }

    /// <summary>In document order, which is highest first.</summary>
    internal IReadOnlyList<(int IsvSvn, TcbStanding Standing)> Levels { get; }

    /// <exception cref="EvidenceFormatException">Text that is no such document.</exception>
    internal static QeIdentity Parse(string text) => SignedDocument.Parse(text, "enclaveIdentity", d => new QeIdentity(d));

    internal static IReadOnlyList<(int IsvSvn, TcbStanding Standing)> ReadLevels(SignedDocument document, JsonElement element)
    {
        List<(int IsvSvn, TcbStanding Standing)> levels = [];
        foreach (JsonElement level in document.Items(element, "tcbLevels"))
        {
            if (levels.Count == MostLevels) throw document.Wrong("tcbLevels");
            levels.Add((document.Integer(document.Property(level, "tcb"), "isvsvn", ushort.MaxValue), document.Standing(level)));
        }
        return levels;
    }

    /// <summary>The standing of the first level that is not above the SVN; null if there is none.</summary>
    internal static TcbStanding? StandingOf(IReadOnlyList<(int IsvSvn, TcbStanding Standing)> levels, int svn)
    {
        foreach ((int least, TcbStanding standing) in levels)
        {
            if (least <= svn) return standing;
        }
        return null;
    }

    /// <summary>Masked, the value is what is expected, and nothing is expected outside the mask.</summary>
    internal static bool MaskedEqual(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> expected)
    {
        bool equal = value.Length == mask.Length && mask.Length == expected.Length;
        for (int i = 0; equal && i < value.Length; i++) equal = (value[i] & mask[i]) == expected[i];
        return equal;
    }
}
