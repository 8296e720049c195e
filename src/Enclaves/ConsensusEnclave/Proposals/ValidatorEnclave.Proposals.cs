// Transactions come in encrypted by clients and peers, and leave encrypted for the host's cache (fact sheet consensus §3.4, §3.5).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConsensusEnclave;

public sealed partial class ValidatorEnclave
{
    /// <inheritdoc/>
    public TxContext ClientTxPropose(EnclaveMessage message)
    {
        State state = Ready();
        byte[] plaintext = ClientDecrypt(state, message);
        try
        {
            Tx tx = Decode<Tx>(plaintext);
            CheckFeeMapDigest(state, tx);
            return Contexts(state, [tx])[0];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <inheritdoc/>
    public void ClientDiscardMessage(EnclaveMessage message) =>
        CryptographicOperations.ZeroMemory(ClientDecrypt(Ready(), message));

    /// <summary>Their digests of the fee map are not looked at: the node that the client spoke to did.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<TxContext> PeerTxPropose(EnclaveMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        State state = Ready();
        byte[] plaintext = Attested(() => state.Channels.PeerDecrypt(message.Session, message.Aad.Span, message.Data.Span));
        try
        {
            return Contexts(state, Decode<TxList>(plaintext).Txs);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <inheritdoc/>
    public byte[] TxsForPeer(IReadOnlyList<WellFormedEncryptedTx> txs, ReadOnlyMemory<byte> aad, ChannelId peer)
    {
        ArgumentNullException.ThrowIfNull(txs);
        State state = Ready();
        if (!state.Channels.HasPeer(peer))
        {
            throw new EnclaveException(EnclaveErrorKind.Attest, "there is no such session with a peer");
        }
        using ProstWriter writer = new();
        new TxList([.. txs.Select(tx => Open(state.WellFormed, tx.Bytes, out _))]).WriteTo(writer);
        return Attested(() => state.Channels.PeerEncrypt(peer, aad.Span, writer.Written));
    }

    private static byte[] ClientDecrypt(State state, EnclaveMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Attested(() => state.Channels.ClientDecrypt(message.Session, message.Aad.Span, message.Data.Span));
    }

    private static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : IWireMessage<T>
    {
        try
        {
            return WireMessage.Decode<T>(bytes);
        }
        catch (WireException)
        {
            // What was wrong is the sender's secret: a field's name could tell what kind of transaction it was to be.
            throw new EnclaveException(EnclaveErrorKind.Serialization, "the message holds no transaction");
        }
    }

    /// <summary>A transaction that this enclave parked with the host, and its hash.</summary>
    private static Tx Open(CacheCipher cipher, ReadOnlyMemory<byte> bytes, out TxHash hash)
    {
        byte[]? plaintext = cipher.TryDecrypt(bytes.Span);
        if (plaintext is null || plaintext.Length < TxHash.Size) throw new EnclaveException(EnclaveErrorKind.CacheCipher);
        try
        {
            hash = new TxHash(plaintext.AsSpan(0, TxHash.Size));
            return Decode<Tx>(plaintext.AsSpan(TxHash.Size));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    // The hash is kept with the transaction: to compute it takes a quarter as long as all checks together.
    private static byte[] Park(CacheCipher cipher, Tx tx, TxHash hash)
    {
        using ProstWriter writer = new();
        tx.WriteTo(writer);
        byte[] plaintext = new byte[TxHash.Size + writer.Length];
        hash.CopyTo(plaintext.AsSpan(0, TxHash.Size));
        writer.Written.CopyTo(plaintext.AsSpan(TxHash.Size));
        byte[] parked = cipher.Encrypt(plaintext);
        CryptographicOperations.ZeroMemory(plaintext);
        return parked;
    }

    // A client that states no digest takes the fees as they come.
    private static void CheckFeeMapDigest(State state, Tx tx)
    {
        ReadOnlySpan<byte> stated = tx.FeeMapDigest;
        if (stated.IsEmpty) return;
        if (stated.Length != state.FeeMapDigest.Length || !Choice.Equal(stated, state.FeeMapDigest).Reveal())
        {
            throw new EnclaveException(EnclaveErrorKind.FeeMapDigestMismatch);
        }
    }

    private static TxContext[] Contexts(State state, IReadOnlyList<Tx> txs)
    {
        Tx[] all = [.. txs];
        TxHash[] hashes = Hashes(all);
        return
        [
            .. all.Select((tx, i) => new TxContext(
                new LocallyEncryptedTx(Park(state.Proposed, tx, hashes[i])),
                hashes[i],
                tx.Prefix.MembershipProofHighestIndices(),
                [.. tx.KeyImages()],
                [.. tx.Prefix.Outputs.Select(o => o.PublicKey)])),
        ];
    }

    private static TxHash[] Hashes(Tx[] txs)
    {
        byte[] hashes = new byte[txs.Length * Digest.Size];
        Digest.ComputeMany<Tx>("mobilecoin-tx"u8, txs, hashes);
        return [.. Enumerable.Range(0, txs.Length).Select(i => new TxHash(hashes.AsSpan(i * Digest.Size, Digest.Size)))];
    }
}
