using System.Reflection;

namespace MobileCoin.Package.Test;

/// <summary>Types as C# writes them, with question marks, without namespaces.</summary>
internal static class TypeText
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(char)] = "char", [typeof(string)] = "string",
        [typeof(object)] = "object", [typeof(double)] = "double", [typeof(float)] = "float", [typeof(decimal)] = "decimal",
    };

    internal static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, Nullability.Create(parameter));

    internal static string Of(PropertyInfo property) => Of(property.PropertyType, Nullability.Create(property));

    internal static string Of(FieldInfo field) => Of(field.FieldType, Nullability.Create(field));

    internal static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, nullability);
        string question = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable } ? "?" : "";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner) + "?";
        if (type.IsArray) return Of(type.GetElementType()!, nullability?.ElementType) + "[]" + question;
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword + question;
        if (type.IsGenericParameter) return type.Name + question;
        string name = type.Name.Split('`')[0];
        if (type.IsNested) name = $"{type.DeclaringType!.Name.Split('`')[0]}.{name}";
        if (!type.IsGenericType) return name + question;
        Type[] arguments = type.GetGenericArguments();
        NullabilityInfo[]? inside = nullability?.GenericTypeArguments is { } i && i.Length == arguments.Length ? i : null;
        return $"{name}<{string.Join(", ", arguments.Select((a, n) => Of(a, inside?[n])))}>{question}";
    }

    /// <summary>A type's name in its namespace, with its parameters' names.</summary>
    internal static string Declared(Type type) => Of(type);
}
