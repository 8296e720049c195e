// The file that a client goes on from: "MCst", a version, 16 bytes of a hash of the rest, and the rest.
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Client;

internal static class SavedState
{
    internal const int HeaderSize = 4 + 1 + HashSize;

    private const byte Version = 1;
    private const int HashSize = 16;

    private static ReadOnlySpan<byte> Magic => "MCst"u8;

    /// <summary>What an account is known by: a hash of its public keys, 32 bytes, the same for a view-only one.</summary>
    internal static byte[] Fingerprint(Account account) =>
        SHA256.HashData([.. "mobilecoin client account"u8, .. account.View.ViewPrivateKey.PublicKey().ToBytes(), .. account.View.SpendPublicKey.ToBytes()]);

    internal static byte[] Save(AccountState state, Account account, string chainId)
    {
        var body = new StateBody
        {
            Account = Fingerprint(account),
            ChainId = chainId,
            Subaddresses = state.Reader.Given,
            Cursor = state.Cursor,
            Processed = state.Processed,
            ProcessedTimestamp = state.ProcessedTimestamp,
            LedgerBlocks = state.LedgerBlocks,
            LedgerTxOuts = state.LedgerTxOuts,
            Sequences = [.. state.Sequences.Select(s => new StateSequence
            {
                EgressKey = s.EgressKey.ToArray(),
                Version = s.Version,
                Invocation = s.Invocation,
                StartBlock = s.StartBlock,
                LastIngested = s.LastIngested,
                Index = s.Index,
                Subaddress = s.Subaddress.Index,
                IsNew = s.IsNew,
            })],
            Missed = [.. state.Missed.Ranges],
            Outputs = [.. state.Outputs().Select(o => new StateTxOut { Output = o.Output, UnspentBelow = o.UnspentBelow })],
            Reserved = [.. state.Reserved.OrderBy(r => r.Key).Select(r => new StateReservation(r.Key, r.Value))],
            Scanned = state.Scanned,
        };
        return Write(body);
    }

    internal static byte[] Write(StateBody body)
    {
        byte[] bytes = body.Encode();
        return [.. Magic, Version, .. SHA256.HashData(bytes).AsSpan(0, HashSize), .. bytes];
    }

    /// <summary>Reads a file, of whatever account.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.StateCorrupt"/>, <see cref="ClientError.StateVersion"/>.</exception>
    internal static StateBody Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Magic.Length || !file.StartsWith(Magic)) throw Corrupt(file.IsEmpty ? "it is empty" : "it is no saved state of a wallet");
        if (file.Length > Magic.Length && file[Magic.Length] > Version)
        {
            throw new MobileCoinException(ClientError.StateVersion, $"the saved state is of version {file[Magic.Length]}, and this software knows {Version}");
        }
        if (file.Length < HeaderSize) throw Corrupt("it is cut off");
        if (file[Magic.Length] != Version) throw Corrupt("it is of no version");
        ReadOnlySpan<byte> body = file[HeaderSize..];
        if (!SHA256.HashData(body).AsSpan(0, HashSize).SequenceEqual(file.Slice(Magic.Length + 1, HashSize))) throw Corrupt("it is cut off or changed");
        try
        {
            return WireMessage.Decode<StateBody>(body);
        }
        catch (WireException e)
        {
            throw Corrupt(e.Message, e);
        }
    }

    /// <summary>Reads a file into an empty state.</summary>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.StateCorrupt"/>, <see cref="ClientError.StateVersion"/>, <see cref="ClientError.StateOfOtherAccount"/>,
    /// <see cref="ClientError.WrongNetwork"/>.
    /// </exception>
    internal static void Restore(ReadOnlySpan<byte> file, Account account, string chainId, AccountState state, bool scans, ILogger log)
    {
        StateBody body = Read(file);
        if (!body.Account.AsSpan().SequenceEqual(Fingerprint(account))) throw new MobileCoinException(ClientError.StateOfOtherAccount, "the saved state is another account's");
        if (body.ChainId != chainId) throw new MobileCoinException(ClientError.WrongNetwork, $"the saved state is of the network '{body.ChainId}', not '{chainId}'");
        if (!body.Subaddresses.SequenceEqual(state.Reader.Given) || (body.Scanned && !scans))
        {
            // What the other subaddresses received, or where Fog has the account's records, was not looked for: everything is, once more.
            ClientLog.StateLeftOut(log);
            Reserve(state, body);
            return;
        }
        try
        {
            Fill(state, body);
        }
        catch (Exception e) when (e is KeyException or UnknownKexRngVersionException or ArgumentException or KeyNotFoundException)
        {
            throw Corrupt(e.Message, e);
        }
    }

    private static void Fill(AccountState state, StateBody body)
    {
        state.Scanned = body.Scanned;
        state.Cursor = body.Cursor;
        state.Processed = body.Processed;
        state.ProcessedTimestamp = body.ProcessedTimestamp;
        state.LedgerBlocks = body.LedgerBlocks;
        state.LedgerTxOuts = body.LedgerTxOuts;
        foreach (StateSequence saved in body.Sequences)
        {
            // A view-only account has none, and needs none.
            if (state.Reader.FogSubaddresses.FirstOrDefault(s => s.Index == saved.Subaddress) is not { } subaddress) continue;
            if (state.Sequences.Exists(s => s.Is(subaddress, saved.EgressKey))) throw Corrupt("an egress key is there twice");
            state.Sequences.Add(new SearchSequence(subaddress, saved.EgressKey, saved.Version, saved.Invocation, saved.StartBlock)
            {
                Index = saved.Index, LastIngested = saved.LastIngested, IsNew = saved.IsNew,
            });
        }
        foreach (BlockRange range in body.Missed) state.Missed.Add(range);
        foreach (StateTxOut saved in body.Outputs) state.Restore(saved);
        Reserve(state, body);
    }

    // Payments that are on their way are so whatever else is known.
    private static void Reserve(AccountState state, StateBody body)
    {
        foreach (StateReservation reservation in body.Reserved) state.Reserve(reservation.GlobalIndex, reservation.TombstoneBlock);
    }

    internal static MobileCoinException Corrupt(string reason, Exception? inner = null) => new(ClientError.StateCorrupt, $"the saved state: {reason}", inner);
}
