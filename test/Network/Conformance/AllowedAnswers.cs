// What a wallet may say at a step, in the notation of the table (fact sheet fog §7.9).
using System.Globalization;

namespace MobileCoin.Network;

/// <summary>The answers that one account's wallets may give at a step, and those of which one has to come.</summary>
/// <param name="Allowed">Balances by block count: an answer that is not among them is wrong, at once.</param>
/// <param name="Required">Block counts, ascending, of which one has to come in time.</param>
internal sealed record AllowedAnswers(IReadOnlyDictionary<ulong, ulong> Allowed, IReadOnlyList<ulong> Required)
{
    // Stands for what a Fog may say that has read nothing yet.
    private const string Empty = "0:0 1:0 ";

    /// <summary>Reads a cell: <c>2:19 3:4 → 3</c>, <c>3:0 4:1 → 3 or 4</c>, or <c>…2:9 → 2</c>, where … stands for <c>0:0 1:0</c>.</summary>
    internal static AllowedAnswers Parse(string cell)
    {
        string[] sides = cell.Replace("…", Empty, StringComparison.Ordinal).Split('→');
        SortedDictionary<ulong, ulong> allowed = [];
        foreach (string entry in sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = entry.Split(':');
            allowed.Add(Number(pair[0]), Number(pair[1]));
        }
        return new AllowedAnswers(allowed, [.. sides[1].Split("or").Select(Number)]);
    }

    internal bool Allows(FogAnswer answer) => Allowed.TryGetValue(answer.BlockCount, out ulong balance) && balance == answer.Balance;

    internal bool Requires(FogAnswer answer) => Required.Contains(answer.BlockCount);

    /// <summary>Whether nothing is allowed that another does not allow, and what has to come would do there.</summary>
    internal bool IsAsStrictAs(AllowedAnswers other) =>
        Allowed.All(entry => other.Allows(new FogAnswer(entry.Key, entry.Value))) && Required.All(other.Required.Contains);

    public override string ToString() => $"{string.Join(' ', Allowed.OrderBy(e => e.Key).Select(e => $"{e.Key}:{e.Value}"))} → {string.Join(" or ", Required)}";

    private static ulong Number(string text) => ulong.Parse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
}
