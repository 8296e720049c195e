// An enclave as a router: its sessions with clients and stores, and clients' queries on their way (fact sheet fog §5.6, §6.3).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Wire;

namespace MobileCoin.FogEnclave;

/// <summary>What the routers of fog view and fog ledger share. What a query holds, and how answers become one, is theirs.</summary>
public abstract class RouterEnclave : AttestedEnclave
{
    // Clients' are of some 20 bytes; every store is sent a copy.
    private const int MaxAad = 1024;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ChannelId> _stores = new(StringComparer.Ordinal);
    private readonly QuerySeal _seal;

    private protected RouterEnclave(string responderId, EnclavePlatform platform)
        : base(responderId, platform) => _seal = new QuerySeal(platform.Random);

    /// <summary>Sessions with clients.</summary>
    public int ClientCount => Channels.ClientCount;

    /// <summary>Answers a client's first message.</summary>
    /// <exception cref="EnclaveException">It does not read, or there is no evidence yet.</exception>
    public AcceptedSession ClientAccept(ReadOnlySpan<byte> message)
    {
        try
        {
            byte[] response = Channels.ClientAccept(message, out ChannelId session);
            return new AcceptedSession(response, session);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <summary>Ends a session with a client; nothing happens if there is none.</summary>
    public void ClientClose(ChannelId session) => Channels.ClientClose(session);

    /// <summary>Decrypts a client's query, once, and seals it for the following calls.</summary>
    /// <exception cref="EnclaveException">It does not decrypt, or cannot be answered.</exception>
    public SealedQuery DecryptAndSealQuery(EnclaveMessage query)
    {
        ArgumentNullException.ThrowIfNull(query);
        byte[] plaintext = DecryptOfClient(query);
        try
        {
            // What cannot be answered goes no further.
            CheckQuery(plaintext);
            if (query.Aad.Length > MaxAad)
            {
                throw new EnclaveException(EnclaveErrorKind.ProstDecode, $"beside a query are at most {MaxAad} bytes, here are {query.Aad.Length}");
            }
            return _seal.Seal(query.Session, query.Aad.Span, plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Throws an <see cref="EnclaveException"/> if a decrypted query cannot be answered.</summary>
    private protected abstract void CheckQuery(ReadOnlySpan<byte> query);

    private protected byte[] BeginStore(string responderId)
    {
        ArgumentException.ThrowIfNullOrEmpty(responderId);
        return Channels.BackendInit(responderId);
    }

    private protected ChannelId ConnectStore(string responderId, ReadOnlySpan<byte> response)
    {
        ArgumentException.ThrowIfNullOrEmpty(responderId);
        try
        {
            ChannelId session = Channels.BackendConnect(responderId, response, Platform.Policy, out _);
            lock (_gate) _stores[responderId] = session;
            return session;
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <summary>A query, encrypted for each of the stores that there is a session with.</summary>
    private protected IReadOnlyList<StoreQuery> CreateStoreQueries(SealedQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using QuerySeal.OpenedQuery opened = Open(query);
        KeyValuePair<string, ChannelId>[] stores;
        lock (_gate) stores = [.. _stores];
        byte[] aad = opened.Aad.ToArray();
        var queries = new List<StoreQuery>(stores.Length);
        foreach ((string store, ChannelId known) in stores)
        {
            try
            {
                byte[] data = Channels.BackendEncrypt(store, aad, opened.Query, out ulong nonce, out ChannelId session);
                queries.Add(new StoreQuery(store, new NonceMessage(session, nonce, aad, data)));
            }
            catch (AttestException)
            {
                // The session gave way to others, or its key is used up.
                Forget(store, known);
            }
        }
        return queries;
    }

    // Not a session that was made anew meanwhile.
    private void Forget(string store, ChannelId session)
    {
        lock (_gate)
        {
            if (_stores.TryGetValue(store, out ChannelId now) && now == session) _stores.Remove(store);
        }
    }

    private protected QuerySeal.OpenedQuery Open(SealedQuery query) => _seal.TryOpen(query, out QuerySeal.OpenedQuery opened)
        ? opened
        : throw new EnclaveException(EnclaveErrorKind.Sealing, "the query was not sealed by this enclave");

    /// <summary>What a client sent; the caller wipes it.</summary>
    private protected byte[] DecryptOfClient(EnclaveMessage message)
    {
        try
        {
            return Channels.ClientDecrypt(message.Session, message.Aad.Span, message.Data.Span);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    private protected EnclaveMessage EncryptForClient(ChannelId session, ReadOnlyMemory<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        try
        {
            return new EnclaveMessage(session, aad, Channels.ClientEncrypt(session, aad.Span, plaintext));
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <summary>What a store answered.</summary>
    private protected TAnswer DecryptOfStore<TAnswer>(string responderId, NonceMessage message)
        where TAnswer : IWireMessage<TAnswer>
    {
        byte[] plaintext = [];
        try
        {
            plaintext = Channels.BackendDecrypt(responderId, message.Nonce, message.Aad.Span, message.Data.Span);
            return WireMessage.Decode<TAnswer>(plaintext);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(responderId, e);
        }
        catch (WireException e)
        {
            throw new EnclaveException(responderId, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _seal.Dispose();
    }
}
