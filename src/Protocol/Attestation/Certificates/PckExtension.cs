// What a platform's certificate says of the platform (fact sheet attestation §2.2).
using System.Formats.Asn1;

namespace MobileCoin.Attestation;

/// <summary>The SGX extension of a PCK certificate. Immutable.</summary>
internal sealed class PckExtension
{
    internal const int FmspcSize = 6, PceIdSize = 2;

    private const string Tcb = Oids.SgxExtensions + ".2", PceIdOid = Oids.SgxExtensions + ".3", FmspcOid = Oids.SgxExtensions + ".4";
    private const int PceSvnIndex = 17;

    private readonly byte[] _components = new byte[TcbInfo.Components];

    private PckExtension(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader entries = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (entries.HasData)
        {
            AsnReader entry = entries.ReadSequence();
            string oid = entry.ReadObjectIdentifier();
            if (!seen.Add(oid)) throw new EvidenceFormatException($"SGX extension: {oid} comes twice");
            switch (oid)
            {
                case Tcb: ReadTcb(entry.ReadSequence()); break;
                case PceIdOid: PceId = Octets(entry, PceIdSize, "PCE id"); break;
                case FmspcOid: Fmspc = Octets(entry, FmspcSize, "FMSPC"); break;
                default: entry.ReadEncodedValue(); break;
            }
            entry.ThrowIfNotEmpty();
        }
        if (!seen.IsSupersetOf([Tcb, PceIdOid, FmspcOid]))
        {
            throw new EvidenceFormatException("SGX extension: TCB, PCE id or FMSPC is missing");
        }
    }

    /// <summary>The 16 components' SVNs.</summary>
    internal ReadOnlySpan<byte> ComponentSvns => _components;

    internal int PceSvn { get; private set; }

    internal byte[] Fmspc { get; } = [];

    internal byte[] PceId { get; } = [];

    /// <exception cref="EvidenceFormatException">There is no such extension, or it is another.</exception>
    internal static PckExtension Of(Certificate certificate)
    {
        if (!certificate.TryExtension(Oids.SgxExtensions, out ReadOnlyMemory<byte> value))
        {
            throw new EvidenceFormatException("a certificate without SGX extension");
        }
        try
        {
            return new PckExtension(value);
        }
        catch (AsnContentException e)
        {
            throw new EvidenceFormatException("SGX extension: " + e.Message, e);
        }
    }

    private static byte[] Octets(AsnReader reader, int size, string name)
    {
        byte[] octets = reader.ReadOctetString();
        return octets.Length == size
            ? octets
            : throw new EvidenceFormatException($"SGX extension: {name} has {octets.Length} bytes, expected {size}");
    }

    private void ReadTcb(AsnReader entries)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (entries.HasData)
        {
            AsnReader entry = entries.ReadSequence();
            string oid = entry.ReadObjectIdentifier();
            if (!seen.Add(oid) || !oid.StartsWith(Tcb + ".", StringComparison.Ordinal))
            {
                throw new EvidenceFormatException($"SGX extension: {oid} within the TCB");
            }
            int index = int.TryParse(oid.AsSpan(Tcb.Length + 1), out int number) ? number : 0;
            if (index is >= 1 and <= TcbInfo.Components) _components[index - 1] = (byte)Integer(entry, byte.MaxValue);
            else if (index == PceSvnIndex) PceSvn = Integer(entry, ushort.MaxValue);
            else entry.ReadEncodedValue();
            entry.ThrowIfNotEmpty();
        }
        for (int i = 1; i <= PceSvnIndex; i++)
        {
            if (!seen.Contains($"{Tcb}.{i}")) throw new EvidenceFormatException($"SGX extension: TCB component {i} is missing");
        }
    }

    private static int Integer(AsnReader reader, int most) =>
        reader.TryReadInt32(out int value) && value >= 0 && value <= most
            ? value
            : throw new EvidenceFormatException("SGX extension: an SVN out of range");
}
