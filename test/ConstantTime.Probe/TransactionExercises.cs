// What opens outputs and memos. Public parts are such that no exercise ends early: versions, lengths, keys that decode.
using System.Runtime.CompilerServices;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

internal static class TransactionExercises
{
    private const int Count = 19;

    internal static readonly (string Name, Action Run)[] All =
    [
        ("transactions/outputs", Outputs),
        ("transactions/memos", Memos),
    ];

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Amounts()
    {
        MembershipExercises.Proofs();
        CompressedRistretto secret = default;
        foreach (uint version in (uint[])[2, 3])
        {
            MaskedAmount masked = MaskedAmount.Create(BlockVersion.FromUInt32(version), new Amount(1, 2), secret);
            masked.Unmask(secret, out UnmaskedAmount _, out Choice _);
            MaskedAmount.Reconstruct(masked.Version, masked.MaskedValue, masked.MaskedTokenId, secret, out UnmaskedAmount _);
            masked.UnmaskWithAmountSharedSecret(new byte[32], out UnmaskedAmount _, out Choice _);
        }
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Outputs()
    {
        Amounts();
        using var key = new RistrettoPrivate(Scalar.One);
        RistrettoPublic view = key.PublicKey();
        var outputs = new TxOut[Count];
        for (int i = 0; i < Count; i++)
        {
            outputs[i] = TxOut.Create(
                BlockVersion.FromUInt32((uint)(i % 5)), new Amount(1, 0), view, view, key, default, memo: null, out CompressedRistretto _);
        }
        var address = new PublicAddress(view, view);
        TxOut.CreateMany(
            BlockVersion.FromUInt32(3), new Amount[Count], [.. Enumerable.Repeat(address, Count)], new Scalar[Count],
            new byte[Count * EncryptedFogHint.Size], new TxOut[Count]);
        outputs[0].ViewKeyMatch(key, out UnmaskedAmount _, out CompressedRistretto _, out Choice _);
        TxOut.ViewKeyMatches(key, outputs, new UnmaskedAmount[Count], new CompressedRistretto[Count], new Choice[Count]);
        TxOutConfirmationNumber.FromSharedSecret(default).Validate(view, key);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Memos()
    {
        using var key = new RistrettoPrivate(Scalar.One);
        var address = new PublicAddress(key.PublicKey(), key.PublicKey());
        using var sender = new SenderMemoCredential(address, key);
        var memo = new AuthenticatedSenderMemo(sender, address.ViewPublicKey, default);
        memo.Validate(address, key, default);
        new AuthenticatedSenderWithPaymentRequestIdMemo(sender, address.ViewPublicKey, default, 1).Validate(address, key, default);
        new AuthenticatedSenderWithPaymentIntentIdMemo(sender, address.ViewPublicKey, default, 1).Validate(address, key, default);
        memo.ToPayload().Encrypt(default).Decrypt(default);
    }
}
