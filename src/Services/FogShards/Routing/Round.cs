// What is known of a query on its way round the shards.
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards;

/// <summary>The answers so far, and who is to be asked again. Of one query; one thread at a time.</summary>
internal sealed class Round(RouterRules rules, int shards)
{
    private readonly List<ShardAnswer> _answers = new(shards);
    private Dictionary<string, int>? _handshakes;
    private List<Shard> _again = [];

    internal int Tries { get; set; } = rules.Tries;

    /// <summary>How many replies there were, of any kind.</summary>
    internal int Replies { get; set; }

    internal int NotReady { get; set; }

    /// <summary>Why a shard could not be asked; null: all could.</summary>
    internal string? Unreachable { get; set; }

    /// <summary>Why a reply is none; null: all are.</summary>
    internal string? Refused { get; set; }

    /// <summary>Who is to be asked again.</summary>
    internal List<Shard> Again => _again;

    /// <summary>Stores to shake hands with first.</summary>
    internal Dictionary<string, (Shard Shard, ServiceUri Store)> Strangers { get; } = new(StringComparer.Ordinal);

    internal void Add(ShardAnswer answer)
    {
        if (rules.WantsDistinctStores && _answers.Exists(a => a.ResponderId == answer.ResponderId))
        {
            Refused ??= $"{answer.Shard.Uri} is answered for by {answer.ResponderId}, as another shard is";
            return;
        }
        _answers.Add(answer);
    }

    /// <summary>Ends the query if a shard failed.</summary>
    /// <exception cref="ShardException">One did.</exception>
    internal void End()
    {
        if (Refused is not null) throw new ShardException(isUnavailable: false, Refused);
        if (Unreachable is not null) throw new ShardException(isUnavailable: Replies == 0, Unreachable);
    }

    /// <summary>Counts a handshake with a store.</summary>
    /// <returns>How many there were for this query, this one included.</returns>
    internal int CountHandshake(string responderId)
    {
        _handshakes ??= new Dictionary<string, int>(StringComparer.Ordinal);
        int count = _handshakes.GetValueOrDefault(responderId) + 1;
        _handshakes[responderId] = count;
        return count;
    }

    /// <summary>How many stores wanted handshakes.</summary>
    internal int StrangersInAll => _handshakes?.Count ?? 0;

    /// <summary>Who is to be asked next; the lists are empty then.</summary>
    internal List<Shard> Next()
    {
        List<Shard> next = _again;
        _again = [];
        Strangers.Clear();
        return next;
    }

    /// <exception cref="ShardException">There is no answer.</exception>
    internal IReadOnlyList<ShardAnswer> Result() => _answers.Count > 0
        ? _answers
        : throw new ShardException(isUnavailable: true, NotReady > 0 ? $"none of the {rules.Stores} is ready" : $"there are no {rules.Stores}");
}
