// Reading an output's memo (fact sheet ledger §2.6, crypto §3.6).
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public readonly partial struct EncryptedMemo
{
    /// <summary>Decrypts, in constant time. Nothing tells whether the secret was right: memos are not authenticated.</summary>
    /// <param name="sharedSecret">The shared secret of the output, encoded.</param>
    public MemoPayload Decrypt(CompressedRistretto sharedSecret)
    {
        Span<byte> payload = stackalloc byte[Size];
        MemoKeystream.Apply(sharedSecret, Bytes, payload);
        var memo = new MemoPayload(payload);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(payload);
        return memo;
    }
}
