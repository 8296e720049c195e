// An enclave's signature of a block (fact sheet ledger §5.4, crypto §2.3, §9.7).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>The signature of a block by the key of the enclave that formed it. Whether to trust the signer is not told.</summary>
/// <param name="Signature">The signature over the digest of the header.</param>
/// <param name="Signer">The enclave's block-signing key.</param>
/// <param name="SignedAt">When the host says it was signed, in seconds since 1970. Not covered by the signature.</param>
public sealed record BlockSignature(Ed25519Signature Signature, Ed25519Public Signer, ulong SignedAt) : IWireMessage<BlockSignature>
{
    private static ReadOnlySpan<byte> Context => "block-sig"u8;

    /// <summary>Signs a block.</summary>
    public static BlockSignature Sign(Block block, Ed25519Private key, ulong signedAt)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new BlockSignature(key.SignDigest(Context, block), key.PublicKey(), signedAt);
    }

    /// <summary>Whether the signer signed this block.</summary>
    public bool Verify(Block block) => Signer.VerifyDigest(Context, block, Signature);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Ed25519Signature(1, Signature);
        writer.Ed25519Public(2, Signer);
        writer.UInt64(3, SignedAt);
    }

    /// <inheritdoc/>
    public static BlockSignature ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);

    internal static BlockSignature ReadFrom(ref ProstReader reader, WireForm form)
    {
        ReadOnlySpan<byte> signature = default, signer = default;
        ulong signedAt = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref signature); break;
                case 2: reader.Merge(ref signer); break;
                case 3: signedAt = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        BlockMessage.Require(signature, form, "BlockSignature.signature");
        BlockMessage.Require(signer, form, "BlockSignature.signer");
        return new BlockSignature(
            reader.Ed25519Signature(signature, "BlockSignature.signature"), reader.Ed25519Public(signer, "BlockSignature.signer"), signedAt);
    }
}
