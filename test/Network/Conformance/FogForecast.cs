// What wallets may answer, computed from what was done to a Fog (fact sheets fog §2.10, §2.15, §3.4, §5.8, §7.7, §7.9).
namespace MobileCoin.Network;

/// <summary>
/// A model of a Fog, when all of it has come to rest: how far each ingest has scanned, how many blocks Fog view answers for, and what follows
/// for every account. It reproduces the table of the conformance tests, and is nowhere looser.
/// </summary>
/// <param name="book">What was paid and spent.</param>
/// <param name="accounts">How many accounts there are.</param>
internal sealed class FogForecast(FogBook book, int accounts)
{
    private readonly List<ForecastKey> _keys = [];
    private readonly SortedSet<ulong> _missed = [];
    private readonly ulong[] _seen = new ulong[accounts];
    private bool _viewForgot;

    /// <summary>Blocks of the ledger that ingest reads.</summary>
    internal ulong First { get; private set; } = 1;

    /// <summary>Blocks of the ledger that Fog ledger reads.</summary>
    internal ulong Second { get; private set; } = 1;

    /// <summary>Blocks that Fog view answers for.</summary>
    internal ulong Processed { get; private set; }

    internal IReadOnlyList<ForecastKey> Keys => _keys;

    /// <summary>The ledgers have so many blocks.</summary>
    internal void Reach(ulong first, ulong second)
    {
        (First, Second) = (first, second);
        Settle();
    }

    /// <summary>An ingest is activated, with a key that nobody knows yet.</summary>
    internal ForecastKey Activate(int ingest, string publicKey, ulong window)
    {
        var key = new ForecastKey(ingest, publicKey, Math.Max(First, Known), window);
        _keys.Add(key);
        Settle();
        return key;
    }

    /// <summary>The reports will have the key no more.</summary>
    internal void Retire(ForecastKey key)
    {
        key.IsRetired = true;
        Settle();
    }

    /// <summary>The one ingest that has the key stops, or runs again.</summary>
    internal void Run(ForecastKey key, bool runs)
    {
        key.Runs = runs;
        Settle();
    }

    /// <summary>A key that nobody has any more is reported.</summary>
    internal void Lose(ForecastKey key)
    {
        key.IsLost = true;
        for (ulong block = key.Next; block < key.Expiry; block++) _missed.Add(block);
        Settle();
    }

    /// <summary>Fog view's stores forget everything, and read it again.</summary>
    internal void Forget() => _viewForgot = true;

    /// <summary>What the accounts' wallets may say from now on; the step is over then.</summary>
    internal IReadOnlyList<AllowedAnswers> Answers()
    {
        AllowedAnswers[] answers = [.. Enumerable.Range(0, accounts).Select(Answer)];
        for (int i = 0; i < accounts; i++) _seen[i] = answers[i].Required[0];
        _viewForgot = false;
        return answers;
    }

    // One more than the highest block that anybody scanned.
    private ulong Known => _keys.Where(k => k.HasScanned).Select(k => k.Next).DefaultIfEmpty(0ul).Max();

    private void Settle()
    {
        foreach (ForecastKey key in _keys) key.Scan(First);
        while (Processed < Known && _keys.TrueForAll(k => !k.HasToDeliver(Processed) || k.Next > Processed)) Processed++;
    }

    private AllowedAnswers Answer(int account)
    {
        // A block that ingest did not see is downloaded from the ledger that Fog ledger reads.
        ulong most = Processed, least = Math.Min(Processed, Second);
        ulong missing = _missed.GetViewBetween(Second, ulong.MaxValue) is { Count: > 0 } rest ? rest.Min : ulong.MaxValue;
        most = Math.Min(most, missing);
        foreach (PaidOutput output in book.Paid.Where(o => o.Account == account && o.Block < Processed))
        {
            // Of what is not spent as far as Fog ledger knows, nobody knows more than that; but it was not spent before its own block.
            if (!(book.SpentAt(output.KeyImage) < Second)) most = Math.Min(most, Math.Max(output.Block + 1, Second));
        }
        least = Math.Max(Math.Min(least, most), _seen[account]);
        SortedDictionary<ulong, ulong> allowed = [];
        if (_viewForgot) allowed[0] = allowed[1] = 0;
        for (ulong count = _seen[account]; count <= most; count++) allowed[count] = book.Balance(account, count);
        ulong[] required = new ulong[most - least + 1];
        for (ulong i = 0; i < (ulong)required.Length; i++) required[i] = least + i;
        return new AllowedAnswers(allowed, required);
    }
}
