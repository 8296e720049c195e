// What is needed to verify a quote besides the quote (fact sheet crypto §5.7, §9.5, attestation §1.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// Certificates and revocation lists (DER) and signed JSON documents. Data only, by the wire's names; do not write to the arrays.
/// </summary>
public sealed record Collateral : IDigestible, IWireMessage<Collateral>
{
    /// <summary>The chain that issued the list of revoked PCK certificates.</summary>
    public IReadOnlyList<byte[]> PckCrlIssuerChain { get; init; } = [];

    /// <summary>The root's list of revoked certificates.</summary>
    public byte[] RootCaCrl { get; init; } = [];

    /// <summary>The list of revoked PCK certificates.</summary>
    public byte[] PckCrl { get; init; } = [];

    /// <summary>The chain that issued the TCB information.</summary>
    public IReadOnlyList<byte[]> TcbInfoIssuerChain { get; init; } = [];

    /// <summary>The TCB information, JSON.</summary>
    public string TcbInfo { get; init; } = "";

    /// <summary>The chain that issued the identity of the quoting enclave.</summary>
    public IReadOnlyList<byte[]> QeIdentityIssuerChain { get; init; } = [];

    /// <summary>The identity of the quoting enclave, JSON.</summary>
    public string QeIdentity { get; init; } = "";

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Collateral"u8);
        node.List("pck_crl_issuer_chain"u8, PckCrlIssuerChain);
        node.Bytes("root_ca_crl"u8, RootCaCrl);
        node.Bytes("pck_crl"u8, PckCrl);
        node.List("tcb_info_issuer_chain"u8, TcbInfoIssuerChain);
        node.Text("tcb_info"u8, TcbInfo);
        node.List("qe_identity_issuer_chain"u8, QeIdentityIssuerChain);
        node.Text("qe_identity"u8, QeIdentity);
    }

    /// <summary>Equality of all fields.</summary>
    public bool Equals(Collateral? other) =>
        other is not null && ByteStrings.Equal(PckCrlIssuerChain, other.PckCrlIssuerChain)
        && RootCaCrl.AsSpan().SequenceEqual(other.RootCaCrl) && PckCrl.AsSpan().SequenceEqual(other.PckCrl)
        && ByteStrings.Equal(TcbInfoIssuerChain, other.TcbInfoIssuerChain)
        && string.Equals(TcbInfo, other.TcbInfo, StringComparison.Ordinal)
        && ByteStrings.Equal(QeIdentityIssuerChain, other.QeIdentityIssuerChain)
        && string.Equals(QeIdentity, other.QeIdentity, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RootCaCrl.Length, PckCrl.Length, TcbInfo, QeIdentity);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.BytesList(1, PckCrlIssuerChain);
        writer.Bytes(2, RootCaCrl);
        writer.Bytes(3, PckCrl);
        writer.BytesList(4, TcbInfoIssuerChain);
        writer.Text(5, TcbInfo);
        writer.BytesList(6, QeIdentityIssuerChain);
        writer.Text(7, QeIdentity);
    }

    /// <inheritdoc/>
    public static Collateral ReadFrom(ref ProstReader reader)
    {
        List<byte[]> pckCrl = [], tcbInfo = [], qeIdentity = [];
        ReadOnlySpan<byte> rootCaCrl = default, crl = default;
        string tcb = "", identity = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: pckCrl.Add(reader.Bytes().ToArray()); break;
                case 2: rootCaCrl = reader.Bytes(); break;
                case 3: crl = reader.Bytes(); break;
                case 4: tcbInfo.Add(reader.Bytes().ToArray()); break;
                case 5: tcb = reader.Text(); break;
                case 6: qeIdentity.Add(reader.Bytes().ToArray()); break;
                case 7: identity = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        return new Collateral
        {
            PckCrlIssuerChain = pckCrl,
            RootCaCrl = rootCaCrl.ToArray(),
            PckCrl = crl.ToArray(),
            TcbInfoIssuerChain = tcbInfo,
            TcbInfo = tcb,
            QeIdentityIssuerChain = qeIdentity,
            QeIdentity = identity,
        };
    }
}
