// The outputs of upstream's block tests, derived step by step from the sheets (ledger §2.2, §2.4, A.1, A.2, crypto §1.5, §3.6, §3.10).
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Blockchain.Test;

internal static class SheetOutputs
{
    internal static byte[] Seed(byte value) => [.. Enumerable.Repeat(value, 32)];

    /// <summary>View and spend public keys of the default subaddresses of the five accounts.</summary>
    internal static (RistrettoPoint View, RistrettoPoint Spend)[] Recipients()
    {
        using var rng = new Hc128(Seed(0x0c));
        var recipients = new (RistrettoPoint, RistrettoPoint)[5];
        for (int i = 0; i < recipients.Length; i++)
        {
            Scalar b = Draw(rng), a = Draw(rng);
            Scalar d = Wide([.. "mc_subaddress"u8, .. a.ToBytes(), .. new byte[32]]) + b;
            RistrettoPoint spend = RistrettoPoint.MultiplyBase(d);
            recipients[i] = (RistrettoPoint.Multiply(a, spend), spend);
        }
        return recipients;
    }

    /// <summary>An output at a block version, with the bytes it takes from a generator: private key and dummy hint.</summary>
    internal static TxOut Create(Keystream rng, (RistrettoPoint View, RistrettoPoint Spend) to, ulong value, uint version)
    {
        Scalar r = Draw(rng);
        byte[] hint = new byte[FogHint.Size];
        FogHint.SealDummy(hint, rng.Fill);
        CompressedRistretto shared = RistrettoPoint.Multiply(r, to.View).Compress();
        RistrettoPoint target = RistrettoPoint.MultiplyBase(RistrettoHash.ToScalar(shared)) + to.Spend;
        EncryptedMemo? memo = version >= 1 ? new EncryptedMemo(EmptyMemo(shared.ToBytes())) : null;
        return new TxOut(
            Mask(shared.ToBytes(), value, version), target.Compress(), RistrettoPoint.Multiply(r, to.Spend).Compress(), new EncryptedFogHint(hint), memo);
    }

    private static MaskedAmount Mask(byte[] shared, ulong value, uint version)
    {
        ulong valueMask;
        byte[] token;
        Scalar blinding;
        if (version < 3)
        {
            valueMask = BinaryPrimitives.ReadUInt64LittleEndian(Wide([.. "mc_amount_value"u8, .. shared]).ToBytes());
            token = version < 2 ? [] : Hash([.. "mc_amount_token_id"u8, .. shared])[..8];
            blinding = Wide([.. "mc_amount_blinding"u8, .. shared]);
        }
        else
        {
            byte[] secret = Hash([.. "mc_amount_shared_secret"u8, .. shared])[..32];
            valueMask = BinaryPrimitives.ReadUInt64LittleEndian(Expand("mc_amount_value", 8));
            token = Expand("mc_amount_token_id", 8);
            blinding = Scalar.FromBytesModOrderWide(Expand("mc_amount_blinding", 64));

            byte[] Expand(string info, int length) =>
                HKDF.DeriveKey(HashAlgorithmName.SHA512, secret, length, "mc_amount_blinding_factors"u8.ToArray(), Encoding.ASCII.GetBytes(info));
        }
        CompressedRistretto commitment = new PedersenGenerators(0).Commit(Scalar.FromUInt64(value), blinding).Compress();
        return new MaskedAmount(version < 3 ? MaskedAmountVersion.V1 : MaskedAmountVersion.V2, commitment, value ^ valueMask, token);
    }

    /// <summary>The keystream: an empty memo is 66 zero bytes.</summary>
    private static byte[] EmptyMemo(byte[] shared)
    {
        byte[] okm = HKDF.DeriveKey(HashAlgorithmName.SHA512, shared, 48, "mc-memo-okm"u8.ToArray(), []);
        using var aes = Aes.Create();
        aes.Key = okm[..32];
        ulong counter = BinaryPrimitives.ReadUInt64BigEndian(okm.AsSpan(40));
        byte[] blocks = new byte[5 * 16];
        for (uint i = 0; i < 5; i++)
        {
            okm.AsSpan(32, 8).CopyTo(blocks.AsSpan((int)i * 16));
            BinaryPrimitives.WriteUInt64BigEndian(blocks.AsSpan(((int)i * 16) + 8), unchecked(counter + i));
        }
#pragma warning disable CA5358 // counter mode by hand
        return aes.EncryptEcb(blocks, PaddingMode.None)[..EncryptedMemo.Size];
#pragma warning restore CA5358
    }

    private static Scalar Draw(Keystream rng)
    {
        byte[] bytes = new byte[64];
        rng.Fill(bytes);
        return Scalar.FromBytesModOrderWide(bytes);
    }

    private static Scalar Wide(byte[] message) => Scalar.FromBytesModOrderWide(Hash(message));

    private static byte[] Hash(byte[] message)
    {
        byte[] hash = new byte[64];
        Blake2b.Hash(message, hash);
        return hash;
    }
}
