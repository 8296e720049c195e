// ECDSA quotes, versions 3 (SGX), 4 and 5 (SGX or TDX) (fact sheet attestation §2.1, §3.4.1, §3.4.2).
// Stricter than upstream's parser: stated lengths must match. What follows the quote is told apart: zeros, with which some clouds pad,
// or data.
namespace MobileCoin.Attestation;

/// <summary>The parts of a quote. Immutable; nothing is verified by reading it.</summary>
internal sealed class DcapQuote
{
    internal const int HeaderSize = 48;
    internal const int SignatureSize = 64;
    internal const ushort EcdsaP256 = 2;
    internal const uint SgxTee = 0, TdxTee = 0x81;
    internal const ushort PckChainType = 5, QeReportType = 6;

    private const ushort SgxBodyType = 1, Td10BodyType = 2, Td15BodyType = 3;

    private DcapQuote(ReadOnlyMemory<byte> bytes)
    {
        var reader = new QuoteReader(bytes, "quote");
        Version = reader.UInt16("version");
        if (Version is < 3 or > 5) throw new EvidenceFormatException($"quote: version {Version}, expected 3 to 5");
        KeyType = reader.UInt16("key type");
        TeeType = reader.UInt32("TEE type");
        reader.Bytes(4, "SVNs");
        VendorId = reader.Bytes(16, "vendor");
        reader.Bytes(20, "user data");
        ReadBody(ref reader);
        Signed = bytes[..reader.At];
        ReadSignature(reader.Long("signature data"));
        HasTrailingData = reader.Bytes(reader.Left, "rest").Span.ContainsAnyExcept((byte)0);
    }

    internal static ReadOnlySpan<byte> IntelVendor =>
        [0x93, 0x9A, 0x72, 0x33, 0xF7, 0x9C, 0x4C, 0xA9, 0x94, 0x0A, 0x0D, 0xB3, 0x95, 0x7F, 0x06, 0x07];

    internal ushort Version { get; }

    internal ushort KeyType { get; }

    internal uint TeeType { get; }

    internal ReadOnlyMemory<byte> VendorId { get; }

    /// <summary>The body of an enclave's quote; null in a trust domain's.</summary>
    internal SgxReportBody? Enclave { get; private set; }

    /// <summary>The body of a trust domain's quote; null in an enclave's.</summary>
    internal TdReportBody? Domain { get; private set; }

    internal ReadOnlySpan<byte> ReportData => Enclave is null ? Domain!.ReportData : Enclave.ReportData;

    /// <summary>Header and body: what the attestation key signed.</summary>
    internal ReadOnlyMemory<byte> Signed { get; }

    /// <summary>r and s, 64 bytes.</summary>
    internal ReadOnlyMemory<byte> Signature { get; private set; }

    /// <summary>X and Y, 64 bytes.</summary>
    internal ReadOnlyMemory<byte> AttestationKey { get; private set; }

    internal SgxReportBody QeReport { get; private set; } = null!;

    /// <summary>r and s, 64 bytes.</summary>
    internal ReadOnlyMemory<byte> QeReportSignature { get; private set; }

    internal ReadOnlyMemory<byte> QeAuthenticationData { get; private set; }

    /// <summary>The platform's certificates, DER, leaf first.</summary>
    internal IReadOnlyList<byte[]> PckChain { get; private set; } = [];

    /// <summary>Something else than zeros follows.</summary>
    internal bool HasTrailingData { get; }

    /// <exception cref="EvidenceFormatException">Bytes that are no such quote.</exception>
    internal static DcapQuote Parse(ReadOnlyMemory<byte> bytes) => new(bytes);

    private void ReadBody(ref QuoteReader reader)
    {
        if (Version < 5)
        {
            if (Version == 3 || TeeType == SgxTee) Enclave = new SgxReportBody(reader.Bytes(SgxReportBody.Size, "report body"));
            else if (TeeType == TdxTee) Domain = new TdReportBody(reader.Bytes(TdReportBody.Size10, "TD report body"));
            else throw new EvidenceFormatException($"quote: TEE type {TeeType:x}");
            return;
        }
        ushort type = reader.UInt16("body type");
        ReadOnlyMemory<byte> body = reader.Long("body");
        int expected = type switch
        {
            SgxBodyType => SgxReportBody.Size,
            Td10BodyType => TdReportBody.Size10,
            Td15BodyType => TdReportBody.Size15,
            _ => throw new EvidenceFormatException($"quote: body type {type}"),
        };
        if (body.Length != expected)
        {
            throw new EvidenceFormatException($"quote: a body of type {type} has {expected} bytes, not {body.Length}");
        }
        if (type == SgxBodyType) Enclave = new SgxReportBody(body);
        else Domain = new TdReportBody(body);
    }

    private void ReadSignature(ReadOnlyMemory<byte> data)
    {
        var reader = new QuoteReader(data, "signature data");
        Signature = reader.Bytes(SignatureSize, "signature");
        AttestationKey = reader.Bytes(SignatureSize, "attestation key");
        if (Version == 3)
        {
            ReadCertification(ref reader);
        }
        else
        {
            ushort type = reader.UInt16("certification data type");
            if (type != QeReportType)
            {
                throw new EvidenceFormatException($"signature data: certification data type {type}, expected {QeReportType}");
            }
            var nested = new QuoteReader(reader.Long("certification data"), "QE report certification data");
            ReadCertification(ref nested);
            nested.End();
        }
        reader.End();
    }

    private void ReadCertification(ref QuoteReader reader)
    {
        QeReport = new SgxReportBody(reader.Bytes(SgxReportBody.Size, "QE report"));
        QeReportSignature = reader.Bytes(SignatureSize, "QE report signature");
        QeAuthenticationData = reader.Short("authentication data");
        ushort type = reader.UInt16("certification data type");
        ReadOnlyMemory<byte> certification = reader.Long("certification data");
        if (type != PckChainType)
        {
            throw new EvidenceFormatException($"certification data type {type}, expected {PckChainType}: a chain of PCK certificates");
        }
        PckChain = PemChain.Decode(certification.Span);
    }
}
